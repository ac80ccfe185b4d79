import { ScanError } from '../errors.ts';

/** A device of a pool, by a name that people know it by. */
export type PoolMember<T> = {
  readonly name: string;
  readonly open: () => Promise<T>;
  /** Answers when the device is fit for use; throws otherwise. */
  readonly check: () => Promise<void>;
};

export type Lease<T> = {
  readonly name: string;
  readonly device: T;
  /** Gives the device back; one that failed is checked before anybody gets it again. */
  readonly release: (outcome: 'well' | 'failed') => Promise<void>;
};

export type PoolState = {
  readonly name: string;
  readonly state: 'free' | 'in-use' | 'quarantined';
  readonly failures: number;
  /** Why it is in quarantine. */
  readonly reason?: string;
};

export type DevicePool<T> = {
  /** Waits for a device that is free and well. Throws DEVICE_FAILED when none is left that could become so. */
  readonly acquire: (signal?: AbortSignal) => Promise<Lease<T>>;
  readonly states: () => readonly PoolState[];
  /** Checks those in quarantine again; gives back those that are well. */
  readonly recheck: () => Promise<void>;
};

export type PoolOptions = {
  /** After so many failures in a row a device goes into quarantine. */
  readonly mostFailures?: number;
};

type Entry<T> = {
  readonly member: PoolMember<T>;
  state: PoolState['state'];
  failures: number;
  reason?: string;
};

type Waiter<T> = { readonly resolve: (entry: Entry<T>) => void; readonly reject: (error: ScanError) => void };

/**
 * Lends devices, one to each borrower. Before it is lent a device is checked; one that fails its check, or fails its
 * borrowers again and again, is put into quarantine and the next one is taken.
 */
export function openDevicePool<T extends { close(): Promise<void> }>(
  members: readonly PoolMember<T>[],
  { mostFailures = 3 }: PoolOptions = {},
): DevicePool<T> {
  const entries: Entry<T>[] = members.map((member) => ({ member, state: 'free', failures: 0 }));
  const waiting: Waiter<T>[] = [];

  const noneLeft = (): ScanError => {
    const reasons = entries.map(({ member, reason }) => `${member.name}: ${reason ?? 'failed'}`).join('; ');
    return new ScanError('DEVICE_FAILED', `No device of the pool is fit for use. ${reasons}`);
  };
  const quarantine = (entry: Entry<T>, reason: string) => {
    entry.state = 'quarantined';
    entry.reason = reason;
    if (entries.every(({ state }) => state === 'quarantined'))
      for (const waiter of waiting.splice(0)) waiter.reject(noneLeft());
  };
  const setFree = (entry: Entry<T>) => {
    const next = waiting.shift();
    entry.state = next ? 'in-use' : 'free';
    delete entry.reason;
    next?.resolve(entry);
  };
  const takeEntry = (signal: AbortSignal | undefined): Promise<Entry<T>> => {
    const free = entries.find(({ state }) => state === 'free');
    if (free) {
      free.state = 'in-use';
      return Promise.resolve(free);
    }
    if (!entries.some(({ state }) => state === 'in-use')) return Promise.reject(noneLeft());
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject };
      waiting.push(waiter);
      signal?.addEventListener('abort', () => {
        const index = waiting.indexOf(waiter);
        if (index < 0) return;
        waiting.splice(index, 1);
        reject(new ScanError('CANCELLED', 'The scan was cancelled while it waited for a device.'));
      });
    });
  };
  return {
    acquire: async (signal) => {
      for (;;) {
        const entry = await takeEntry(signal);
        const opened = await openChecked(entry.member);
        if (opened.kind === 'unfit') {
          quarantine(entry, opened.reason);
          continue;
        }
        return {
          name: entry.member.name,
          device: opened.device,
          release: async (outcome) => {
            if (entry.state !== 'in-use') return;
            await opened.device.close().catch(() => undefined);
            entry.failures = outcome === 'well' ? 0 : entry.failures + 1;
            if (entry.failures >= mostFailures)
              quarantine(entry, `it failed ${entry.failures} times in a row`);
            else setFree(entry);
          },
        };
      }
    },
    states: () =>
      entries.map(({ member, state, failures, reason }) => ({
        name: member.name,
        state,
        failures,
        ...(reason !== undefined && { reason }),
      })),
    recheck: async () => {
      for (const entry of entries.filter(({ state }) => state === 'quarantined')) {
        const reason = await findFault(() => entry.member.check());
        if (reason !== undefined) entry.reason = reason;
        else {
          entry.failures = 0;
          setFree(entry);
        }
      }
    },
  };
}

type Opened<T> =
  { readonly kind: 'open'; readonly device: T } | { readonly kind: 'unfit'; readonly reason: string };

async function openChecked<T>(member: PoolMember<T>): Promise<Opened<T>> {
  let device: T | undefined;
  const reason = await findFault(async () => {
    await member.check();
    device = await member.open();
  });
  return device === undefined
    ? { kind: 'unfit', reason: reason ?? 'it did not open' }
    : { kind: 'open', device };
}

/** By its code: what drives a device is loaded when it is wanted, and may bring an error class of its own. */
export function isDeviceFailure(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'DEVICE_FAILED';
}

async function findFault(action: () => Promise<void>): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (isDeviceFailure(error)) return error.message;
    throw error;
  }
}
