import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, rmSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DebugPipe } from './debug-pipe.ts';

export type Chromium = {
  readonly pipe: DebugPipe;
  readonly pid: number | undefined;
  /** Ends the browser at once and takes its profile away. */
  close(): Promise<void>;
};

const startTimeoutMs = 30_000;
/** The user "nobody" of every Linux: owns nothing. */
const nobody = 65_534;
const installedNames = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];

const flags = [
  '--headless',
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  // A second wall behind the intercepted requests: names resolve to nothing, and there is no proxy at this address.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  // As in Android's web view, frames of other sites share the page's process, so that their requests are seen too.
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process,WebRtcHideLocalIpsWithMdns,Translate,MediaRouter,PaintHolding',
  '--hide-scrollbars',
  '--font-render-hinting=none',
  // Math.random gives the same numbers in every run.
  '--js-flags=--random-seed=1',
];

/**
 * Starts a Chromium for pages of an untrusted app: in Chromium's own sandbox, never without it. Root, to whom Chromium
 * refuses its sandbox, starts it as nobody and in a network of its own that has no way out. Throws an Error with the
 * reason when none starts.
 */
export async function startChromium(env: Readonly<Record<string, string | undefined>>): Promise<Chromium> {
  const program = await findProgram(env);
  const profile = await mkdtemp(join(tmpdir(), 'appgov-web-'));
  const isRoot = process.getuid?.() === 0;
  const wall = isRoot ? ['unshare', '-n', '-S', String(nobody), '-G', String(nobody), '--'] : [];
  if (isRoot) await chown(profile, nobody, nobody);
  const [command = program, ...args] = [...wall, program, ...flags, `--user-data-dir=${profile}`];
  // A group of its own, so that its helpers end with it.
  const child = spawn(command, [...args, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { HOME: profile, PATH: env['PATH'] ?? '/usr/bin:/bin', TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' },
    detached: true,
  });
  living.set(child, profile);
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString('utf8')).slice(-2000);
  });
  const pipe = new DebugPipe(child);
  const close = async () => {
    const gone = new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) resolve();
      else child.once('exit', () => resolve());
    });
    endGroup(child);
    await gone;
    living.delete(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }).catch(() => undefined);
  };
  const timer = setTimeout(() => endGroup(child), startTimeoutMs);
  try {
    await pipe.send('Browser.getVersion');
  } catch (cause) {
    await close();
    throw new Error(`The browser did not start: ${lastWords.trim().split('\n').at(-1) ?? ''}`, { cause });
  } finally {
    clearTimeout(timer);
  }
  return { pipe, pid: child.pid, close };
}

const living = new Map<ChildProcess, string>();
process.on('exit', () => {
  for (const [child, profile] of living) {
    endGroup(child);
    rmSync(profile, { recursive: true, force: true });
  }
});

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** `CHROME_PATH`, an installed Chrome or Chromium, or the one that comes as a package. */
async function findProgram(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const named = env['CHROME_PATH'];
  if (named !== undefined && named !== '') return named;
  for (const folder of (env['PATH'] ?? '').split(delimiter))
    for (const name of installedNames)
      if (folder !== '' && isProgram(join(folder, name))) return join(folder, name);
  const { default: packaged } = await import('@sparticuz/chromium');
  packaged.setGraphicsMode = false;
  const path = await packaged.executablePath();
  // It unpacks itself for its owner alone, and is not started as that.
  if (process.getuid?.() === 0) await chmod(path, 0o755);
  return path;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
