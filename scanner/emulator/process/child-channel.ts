import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { ScanError, type ScanErrorCode } from '../../errors.ts';
import { findAnswer, type ChildRequest } from './messages.ts';

export type ChildOptions = {
  /** The script that the child runs. */
  readonly script: string;
  readonly execArgv: readonly string[];
  /** Resident memory at which the child is ended; seen on Linux, looked at while it works. */
  readonly maxRssBytes: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Serves what the child says on a pipe of its own, its file descriptor 4; answers what ends the service. */
  readonly servePipe?: (pipe: Duplex) => () => Promise<void>;
};

/** One child process that answers requests in order. It is untrusted: nothing it does may harm this process. */
export type ChildChannel = {
  readonly pid: number | undefined;
  /**
   * Asks one thing. Throws what the child said when it failed, else DEVICE_FAILED when it ended or did not answer in
   * time; a child that did not answer in time is killed, because nothing it says after can be trusted to be in step.
   */
  request(method: string, args: readonly unknown[], timeoutMs: number): Promise<unknown>;
  /** What it holds in memory now; undefined where that cannot be seen. */
  findRssBytes(): Promise<number | undefined>;
  /** Ends the child at once; answers when it is gone. */
  close(): Promise<void>;
};

type Waiting = {
  readonly method: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: ScanError) => void;
  readonly timer: NodeJS.Timeout;
};

const stderrKeptBytes = 4096;
const memoryLookMs = 200;
const pageBytes = 4096;
const passedOn: readonly ScanErrorCode[] = [
  'NOT_A_ZIP',
  'EMPTY_FILE',
  'TRUNCATED',
  'ZIP_BOMB',
  'UNSAFE_ENTRY_NAME',
  'BAD_ZIP',
  'NO_MANIFEST',
  'NO_DEX',
  'BAD_MANIFEST',
  'BAD_RESOURCES',
  'BAD_DEX',
  'UNSUPPORTED_FORMAT',
  'LIMIT_EXCEEDED',
  'IO_FAILED',
];

const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Starts a child with an empty environment and no open file but the channel to it. */
export function openChildChannel({
  script,
  execArgv,
  maxRssBytes,
  env = {},
  servePipe,
}: ChildOptions): ChildChannel {
  const child = fork(script, [], {
    execArgv: [...execArgv],
    env: { ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', ...(servePipe ? (['pipe'] as const) : [])],
  });
  living.add(child);
  const pipe = child.stdio[4];
  const endService = servePipe && pipe ? servePipe(pipe as Duplex) : undefined;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let endedBecause: string | undefined;
  let stderr = '';

  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-stderrKeptBytes);
  });
  const gone = new Promise<void>((resolve) => {
    const end = (reason: string) => {
      living.delete(child);
      clearInterval(memoryWatch);
      endedBecause ??= reason;
      for (const { method, reject, timer } of waiting.values()) {
        clearTimeout(timer);
        reject(ended(method, endedBecause));
      }
      waiting.clear();
      // What served it ends with it.
      void (endService?.() ?? Promise.resolve()).then(resolve, resolve);
    };
    child.on('error', (error) => end(`it could not be started: ${error.message}`));
    // 'close' and not 'exit': by then all that it wrote has been read.
    child.on('close', (code, signal) => end(describeExit(code, signal, stderr)));
  });
  child.on('message', (message) => {
    const answer = findAnswer(message);
    const request = answer && waiting.get(answer.id);
    if (!request) return;
    waiting.delete(answer.id);
    clearTimeout(request.timer);
    if (answer.kind === 'done') request.resolve(answer.value);
    else request.reject(toScanError(request.method, answer.code, answer.message));
  });
  const stop = (reason: string) => {
    endedBecause ??= reason;
    child.kill('SIGKILL');
  };
  const memoryWatch = setInterval(() => {
    if (waiting.size === 0 || child.pid === undefined) return;
    void findRssBytes(child.pid).then((rssBytes) => {
      if (rssBytes !== undefined && rssBytes > maxRssBytes)
        stop(`it used more than ${Math.round(maxRssBytes / 2 ** 20)} MB of memory`);
    });
  }, memoryLookMs);
  memoryWatch.unref();

  return {
    pid: child.pid,
    request: (method, args, timeoutMs) =>
      new Promise((resolve, reject) => {
        if (endedBecause !== undefined) {
          reject(ended(method, endedBecause));
          return;
        }
        const id = ++lastId;
        const timer = setTimeout(() => stop(`it did not answer within ${timeoutMs} ms`), timeoutMs);
        waiting.set(id, { method, resolve, reject, timer });
        const request: ChildRequest = { id, method, args };
        // A child that is going away is reported by its 'close'.
        child.send(request, () => undefined);
      }),
    findRssBytes: async () =>
      child.pid === undefined || endedBecause !== undefined ? undefined : findRssBytes(child.pid),
    close: async () => {
      stop('it was closed');
      await gone;
    },
  };
}

function ended(method: string, reason: string): ScanError {
  return new ScanError('DEVICE_FAILED', `The device process ended during '${method}': ${reason}.`);
}

function toScanError(method: string, code: string, message: string): ScanError {
  const known = passedOn.find((candidate) => candidate === code);
  return known
    ? new ScanError(known, message)
    : new ScanError('DEVICE_FAILED', `The device failed in '${method}': ${code}: ${message}`);
}

function describeExit(code: number | null, signal: NodeJS.Signals | null, stderr: string): string {
  if (/heap out of memory|Allocation failed/.test(stderr)) return 'it ran out of memory';
  const how = signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`;
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const lastWords = lines.find((line) => /^\S*Error\b/.test(line)) ?? lines.at(-1) ?? '';
  return lastWords === '' ? how : `${how}, saying: ${lastWords}`;
}

/** Resident memory of a process as Linux tells it; undefined where there is no such file. */
async function findRssBytes(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  const pages = Number(text.split(' ')[1]);
  return Number.isFinite(pages) ? pages * pageBytes : undefined;
}
