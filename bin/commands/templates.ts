import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DOCUMENT_KINDS,
  ReportError,
  builtInTemplate,
  checkTemplate,
  toTemplateFileName,
} from '../../reports/index.ts';
import type { Command } from '../command.ts';
import { UsageError, exitCodes, oneOf, parseOptions } from '../usage.ts';

const LANGS = ['zh-CN', 'en'] as const;

/** `appgov templates show KIND [--lang L]` prints a built-in template to begin from; `check DIR` reads a folder of own ones. */
export const templates: Command = async (args) => {
  const { positionals, values } = parseOptions(args, { lang: { type: 'string', default: 'zh-CN' } });
  const [what, operand, ...rest] = positionals;
  if (operand === undefined || rest.length > 0 || (what !== 'show' && what !== 'check'))
    throw new UsageError(`show one of ${DOCUMENT_KINDS.join(', ')}, or check a folder.`);
  if (what === 'show') {
    const kind = oneOf('kind', operand, DOCUMENT_KINDS);
    process.stdout.write(builtInTemplate(kind, oneOf('lang', values.lang, LANGS)));
    return exitCodes.done;
  }
  return (await checkFolder(operand)) ? exitCodes.done : exitCodes.findings;
};

async function checkFolder(folder: string): Promise<boolean> {
  let isRight = true;
  for (const kind of DOCUMENT_KINDS)
    for (const lang of LANGS) {
      const fileName = toTemplateFileName(kind, lang);
      const path = join(folder, fileName);
      if (!existsSync(path)) continue;
      try {
        checkTemplate(kind, { text: await readFile(path, 'utf8'), fileName });
        console.log(`${fileName}: ok`);
      } catch (error) {
        if (!(error instanceof ReportError)) throw error;
        console.log(error.message);
        isRight = false;
      }
    }
  return isRight;
}
