/** Every way a catalogue can be refused. Each code is documented in docs/errors.md. */
export type RulesErrorCode =
  /** A file is not the YAML or JSON it should be. */
  | 'BAD_PACK_FILE'
  /** A duty, instrument, topic, threshold or label breaks the data's own rules. */
  | 'BAD_DUTY'
  /** A rule file breaks the rule format, or names something that does not exist. */
  | 'BAD_RULE'
  /** An example file breaks the example format. */
  | 'BAD_EXAMPLE'
  /** A rule, duty or pack was asked for that does not exist. */
  | 'NOT_FOUND'
  /** A rule looked at more items than one rule may. */
  | 'RULE_BUDGET_SPENT';

/** The one error class of rules/. `file` and `line` (from 1) say where an author has to look. */
export class RulesError extends Error {
  override readonly name = 'RulesError';
  readonly code: RulesErrorCode;
  /** The message without the place. */
  readonly detail: string;
  readonly file?: string;
  readonly line?: number;

  constructor(
    code: RulesErrorCode,
    message: string,
    where: { file?: string; line?: number; cause?: unknown } = {},
  ) {
    const at = where.file === undefined ? '' : `${where.file}:${where.line ?? 1}: `;
    super(at + message, where.cause === undefined ? undefined : { cause: where.cause });
    this.code = code;
    this.detail = message;
    if (where.file !== undefined) this.file = where.file;
    if (where.line !== undefined) this.line = where.line;
  }
}
