import { readFile, writeFile } from 'node:fs/promises';
import { judge as judgeEvidence, loadBuiltInPack, toAppTypeOptions } from '../../rules/index.ts';
import { renderers, toReport } from '../../reports/index.ts';
import { loadEvidence } from '../../scanner/evidence/index.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { toReportCatalogue } from '../../reports/model/report-catalogue.ts';
import type { Command } from '../command.ts';
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
  const pack = loadBuiltInPack();
  const appType = values['app-type'];
  const judgement = judgeEvidence(
    evidence,
    pack,
    appType === undefined ? {} : toAppTypeOptions(pack.catalogue, appType),
  );
  const catalogue = toReportCatalogue(pack.catalogue, loadScannerData().piTypes);
  const report = toReport(evidence, judgement, catalogue, { createdAt: evidence.collectedAt });
  const bytes = await renderers.json.render(report, { lang: 'zh-CN' });
  if (values.out === undefined) process.stdout.write(bytes);
  else await writeFile(values.out, bytes);
  return exitCodes.done;
};
