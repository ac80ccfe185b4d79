import { randomUUID } from 'node:crypto';
import type { Queue } from '../queue/index.ts';
import type { Account, Rejudgement, RejudgeScope, Store } from '../store/index.ts';
import type { Jobs } from './job-map.ts';

/** Small enough that two workers share a round evenly, large enough that starting a process does not count. */
const RESULTS_A_CHUNK = 40;

/** Below scans: nobody waits in front of a page for it. */
const PRIORITY = -20;

export type RejudgeRoundServices = {
  readonly store: Store;
  readonly queue: Queue<Jobs>;
  readonly rulesVersionOf: (packs: readonly string[] | undefined) => string;
  readonly nowMs: () => number;
};

/** Begins a round: every stored result, or those of other rules than today's, is judged anew by jobs of the queue. */
export async function beginRejudgement(
  account: Account,
  scope: RejudgeScope,
  { store, queue, rulesVersionOf, nowMs }: RejudgeRoundServices,
): Promise<Rejudgement> {
  const results = (await store.rejudgements.listResults()).filter(
    (result) => scope === 'all' || result.rulesVersion !== rulesVersionOf(result.packs),
  );
  const round: Rejudgement = {
    id: randomUUID(),
    accountName: account.name,
    scope,
    createdAtMs: nowMs(),
    total: results.length,
    chunks: Math.ceil(results.length / RESULTS_A_CHUNK),
  };
  await store.rejudgements.add(round);
  for (let chunk = 0; chunk < round.chunks; chunk++)
    await queue.add(
      'rejudge',
      {
        rejudgementId: round.id,
        chunk,
        results: results.slice(chunk * RESULTS_A_CHUNK, (chunk + 1) * RESULTS_A_CHUNK),
      },
      { key: `rejudge:${round.id}:${chunk}`, priority: PRIORITY },
    );
  return round;
}
