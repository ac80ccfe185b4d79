import { hash, verify } from '@node-rs/argon2';
import { ServerError } from '../errors.ts';

/** argon2id at the minimum that OWASP's password storage sheet gives: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** At once, and waiting. Beyond that a flood of sign-ins is refused rather than given the machine's memory. */
const AT_ONCE = 2;
const WAITING = 64;

/** Hashes and checks passwords, a few at a time. */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #nobody: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password, COST));
  }

  /** Takes as long for an account that does not exist, so that names cannot be found out by the time. */
  verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#nobody ??= hash('nobody', COST);
      const right = await verify(passwordHash ?? (await this.#nobody), password);
      return right && passwordHash !== undefined;
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= WAITING)
        throw new ServerError('OVERLOADED', 'Too many sign-ins at once.', { retryAfterSeconds: 5 });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      // The place is handed over rather than given up: no newcomer slips in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
