import type { z } from 'zod';
import { ServerError } from '../errors.ts';

/** Reads JSON of a source in the form it should have. Throws FEED_INVALID naming the first place that departs from it. */
export function readFeedJson<T extends z.ZodType>(bytes: Uint8Array, schema: T, what: string): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/u, ''),
    );
  } catch (cause) {
    throw new ServerError('FEED_INVALID', `${what} is not JSON.`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ServerError('FEED_INVALID', `${what}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
