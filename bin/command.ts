/** A command takes its arguments and answers the exit code of the process. */
export type Command = (args: readonly string[]) => Promise<number>;

/** One line for a person: the code where there is one, then the message. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return code + error.message;
}
