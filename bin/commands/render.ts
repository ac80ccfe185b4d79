import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readReport, renderers, type RenderFormat } from '../../reports/index.ts';
import type { Command } from '../command.ts';
import { UsageError, exitCodes, oneOf, parseOptions } from '../usage.ts';

/** `appgov render REPORT`: any format from report.json alone; pictures are taken from `attachments/` beside it. */
export const render: Command = async (args) => {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', default: 'html' },
    lang: { type: 'string', default: 'zh-CN' },
    out: { type: 'string' },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('name one report.json.');
  const lang = oneOf('lang', values.lang, ['zh-CN', 'en']);
  const renderer = renderers[oneOf('format', values.format, Object.keys(renderers) as RenderFormat[])];

  const report = await readReport(await readFile(file, 'utf8'));
  const attachments = new Map<string, Uint8Array>();
  for (const { id, file: name } of report.attachments) {
    try {
      attachments.set(id, await readFile(join(dirname(file), 'attachments', basename(name))));
    } catch {
      // A report moved without its pictures still renders; the renderer says that they are missing.
    }
  }
  const bytes = await renderer.render(report, { lang, attachments });
  await writeFile(values.out ?? file.replace(/\.json$/, '') + `.${renderer.extension}`, bytes);
  return exitCodes.done;
};
