import { readFile, writeFile } from 'node:fs/promises';
import { joinCatalogues, judgeByPacks, toJudgeOptions } from '../../rules/index.ts';
import { renderers, toReport } from '../../reports/index.ts';
import { loadEvidence } from '../../scanner/evidence/index.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { toReportCatalogue } from '../../reports/model/report-catalogue.ts';
import type { Command } from '../command.ts';
import { choosePacks } from '../packs.ts';
import { UsageError, exitCodes, parseOptions } from '../usage.ts';

/** `appgov judge EVIDENCE`: applies today's rules to saved evidence; touches no sample and no device. */
export const judge: Command = async (args) => {
  const { values, positionals } = parseOptions(args, {
    out: { type: 'string' },
    'app-type': { type: 'string' },
    pack: { type: 'string', multiple: true },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('name one evidence.json.');
  const evidence = loadEvidence(await readFile(file, 'utf8'));
  const packs = choosePacks(values.pack);
  const catalogue = joinCatalogues(packs.map((pack) => pack.catalogue));
  const appType = values['app-type'];
  const judgement = judgeByPacks(evidence, packs, toJudgeOptions(catalogue, evidence, appType));
  const report = toReport(evidence, judgement, toReportCatalogue(catalogue, loadScannerData().piTypes), {
    createdAt: evidence.collectedAt,
  });
  const bytes = await renderers.json.render(report, { lang: 'zh-CN' });
  if (values.out === undefined) process.stdout.write(bytes);
  else await writeFile(values.out, bytes);
  return exitCodes.done;
};
