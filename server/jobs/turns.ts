import { ServerError } from '../errors.ts';

/** Lets pieces of work go one after another, and refuses newcomers with OVERLOADED when the line is too long. */
export class Turns {
  readonly #mostWaiting: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(mostWaiting: number) {
    this.#mostWaiting = mostWaiting;
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#mostWaiting)
      throw new ServerError('OVERLOADED', 'Too many are waiting for this.', { retryAfterSeconds: 10 });
    this.#waiting += 1;
    const turn = this.#last.then(work, work).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
