import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareReports, readReport, renderCanonicalJson, renderComparison } from '../../reports/index.ts';
import type { Report } from '../../reports/index.ts';
import type { Command } from '../command.ts';
import { UsageError, exitCodes, oneOf, parseOptions } from '../usage.ts';

/** `appgov diff BEFORE AFTER`: what changed between two scans of an app; exits 1 where findings are new. */
export const diff: Command = async (args) => {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'zh-CN' },
  });
  const [before, after, ...rest] = positionals;
  if (before === undefined || after === undefined || rest.length > 0)
    throw new UsageError('name two report.json, or the folders that hold them; the earlier first.');
  const lang = oneOf('lang', values.lang, ['zh-CN', 'en']);
  const comparison = compareReports(await openReport(before), await openReport(after));
  process.stdout.write(
    values.json ? `${renderCanonicalJson(comparison)}\n` : renderComparison(comparison, lang),
  );
  return comparison.findings.some(({ change }) => change === 'new') ? exitCodes.findings : exitCodes.done;
};

async function openReport(path: string): Promise<Report> {
  const file = (await stat(path)).isDirectory() ? join(path, 'report.json') : path;
  return readReport(await readFile(file, 'utf8'));
}
