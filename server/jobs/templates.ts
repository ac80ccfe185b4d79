import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReportError, checkTemplate, toTemplateFileName } from '../../reports/index.ts';
import type { DocumentKind, Lang, OwnTemplate } from '../../reports/index.ts';
import { ServerError } from '../errors.ts';

/** Templates that the operator put into a folder in place of those built in. Read anew for each document. */
export class Templates {
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Undefined for the built-in one. Throws BAD_TEMPLATE with file and line where the operator's is wrong. */
  async find(kind: DocumentKind, lang: Lang): Promise<OwnTemplate | undefined> {
    if (this.#folder === undefined) return undefined;
    const fileName = toTemplateFileName(kind, lang);
    const text = await readFile(join(this.#folder, fileName), 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw new ServerError('BAD_TEMPLATE', `${fileName} cannot be read.`, { cause: error });
    });
    if (text === undefined) return undefined;
    const own = { text, fileName };
    translateTemplateError(() => checkTemplate(kind, own));
    return own;
  }
}

/** Runs work that reads a template, and turns what it says of it into the server's own error. */
export function translateTemplateError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReportError && error.code === 'BAD_TEMPLATE')
      throw new ServerError('BAD_TEMPLATE', error.message, { cause: error });
    throw error;
  }
}
