/** What a page is given at once when it was loaded or touched; later time comes as the device's own passes. */
const settleMs = 60;
const loadingStepMs = 40;
const mostLoadingSteps = 50;

type Send = (method: string, params: object) => Promise<unknown>;

/** The clock of one page, which stands still but for what it is given. */
export class PageClock {
  readonly #send: Send;
  /** The page is on its way somewhere. */
  isLoading = false;
  #budgetSpent: (() => void) | undefined;

  constructor(send: Send) {
    this.#send = send;
  }

  /** The browser says that what was given has passed. */
  spent(): void {
    this.#budgetSpent?.();
  }

  async settle(): Promise<void> {
    await this.pass(settleMs);
    await this.settleLoading();
  }

  /** A page may need time of its own before it takes what is done to it. */
  async settleAfter(deeds: readonly Promise<unknown>[]): Promise<void> {
    let isDone = false;
    const done = Promise.all(deeds).finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    await this.settle();
    for (let step = 0; !isDone && step < mostLoadingSteps; step++) await this.pass(loadingStepMs);
    await done;
  }

  /** A page that is on its way somewhere is given time until it is there. */
  async settleLoading(): Promise<void> {
    for (let step = 0; this.isLoading && step < mostLoadingSteps; step++) await this.pass(loadingStepMs);
  }

  /** The page's clock goes on by so much, standing still while a request is on its way. */
  async pass(durationMs: number): Promise<void> {
    const spent = new Promise<void>((resolve) => {
      this.#budgetSpent = resolve;
    });
    await this.#send('Emulation.setVirtualTimePolicy', {
      policy: 'pauseIfNetworkFetchesPending',
      budget: Math.max(1, durationMs),
      maxVirtualTimeTaskStarvationCount: 1000,
    });
    await spent;
  }
}
