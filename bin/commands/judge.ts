import { readFile, writeFile } from 'node:fs/promises';
import { judge as judgeEvidence, loadBuiltInPack } from '../../rules/index.ts';
import { renderers, toReport } from '../../reports/index.ts';
import { loadEvidence } from '../../scanner/evidence/index.ts';
import type { Command } from '../main.ts';
import { UsageError, exitCodes, parseOptions } from '../usage.ts';

/** `appgov judge EVIDENCE`: applies today's rules to saved evidence; touches no sample and no device. */
export const judge: Command = async (args) => {
  const { values, positionals } = parseOptions(args, {
    out: { type: 'string' },
    'app-type': { type: 'string' },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('name one evidence.json.');
  const evidence = loadEvidence(await readFile(file, 'utf8'));
  const pack = await loadBuiltInPack();
  const judgement = judgeEvidence(evidence, pack, {
    ...(values['app-type'] !== undefined && { appType: values['app-type'] }),
  });
  const report = toReport(evidence, judgement, pack.duties, { createdAt: evidence.collectedAt });
  const bytes = await renderers.json.render(report, { lang: 'zh-CN', attachments: new Map() });
  if (values.out === undefined) process.stdout.write(bytes);
  else await writeFile(values.out, bytes);
  return exitCodes.done;
};
