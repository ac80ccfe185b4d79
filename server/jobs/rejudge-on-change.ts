import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rejudgement } from '../store/index.ts';
import { beginRejudgement } from './rejudge.ts';
import type { RejudgeRoundServices } from './rejudge.ts';

const FILE = 'rules-version';

/**
 * Begins a round of judging anew where the rules of any pack are others than at the last start: stored reports then say
 * what today's rules say, without anybody asking. The rules of the last start are kept in the data folder.
 */
export async function rejudgeOnChange(
  dataFolder: string,
  packIds: ReadonlySet<string>,
  services: RejudgeRoundServices,
): Promise<Rejudgement | undefined> {
  const path = join(dataFolder, FILE);
  const now = services.rulesVersionOf([...packIds].sort());
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === now) return undefined;
  const { done } = await services.store.submissions.countByStatus();
  const account = await services.store.accounts.findFirstAdmin();
  const round =
    done === 0 || account === undefined ? undefined : await beginRejudgement(account, 'outdated', services);
  await writeFile(path, now);
  return round;
}
