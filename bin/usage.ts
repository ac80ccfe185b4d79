import { parseArgs, type ParseArgsConfig } from 'node:util';

export const exitCodes = { done: 0, findings: 1, failed: 2, badUsage: 64 } as const;

/** The command line itself is wrong; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Told by its name: a command that runs from a bundle of its own has a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}

/** util.parseArgs with its errors turned into ours. */
export function parseOptions<const T extends ParseArgsConfig['options']>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The value if it is one of the choices; else a usage error that lists them. */
export function oneOf<const T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw new UsageError(`--${name} is '${value}'; it can be ${choices.join(', ')}.`);
  }
  return found;
}
