import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { z } from 'zod';
import { RunFailure } from './scan-failure.ts';

const MOST_BYTES = 16 * 1024 ** 2;

/** Reads JSON that a task process wrote. Throws RunFailure SCAN_CRASHED, naming `what`, where it cannot be right. */
export async function readTaskJson<T extends z.ZodType>(
  path: string,
  schema: T,
  what: string,
): Promise<z.output<T>> {
  // NOFOLLOW: a taken-over process could have left a link to a file that is not its own.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size } = await file.stat();
    if (size > MOST_BYTES) throw new RunFailure('SCAN_CRASHED', `The ${what} is far too long.`);
    const parsed = schema.safeParse(parseJson(await file.readFile('utf8'), what));
    if (!parsed.success) throw new RunFailure('SCAN_CRASHED', `The ${what} cannot be right.`);
    return parsed.data;
  } finally {
    await file.close();
  }
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new RunFailure('SCAN_CRASHED', `The ${what} is not JSON.`), { cause });
  }
}
