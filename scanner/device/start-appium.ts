import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { toChildProgram } from '../child-program.ts';
import { ScanError } from '../errors.ts';

export type AppiumOptions = {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly startTimeoutMs?: number;
  /** Gets the server's own lines. */
  readonly log?: (line: string) => void;
};

export type AppiumServer = {
  readonly url: string;
  /** Drivers that clients can ask for by `appium:automationName`. */
  readonly automationNames: readonly string[];
  readonly ended: Promise<void>;
  close(): Promise<void>;
};

type DriverPackage = {
  readonly name: string;
  readonly version: string;
  readonly main?: string;
  readonly appium: {
    readonly driverName: string;
    readonly automationName: string;
    readonly platformNames: readonly string[];
    readonly mainClass: string;
  };
};

const manifestRevision = 4;

/**
 * Starts a real Appium 3 server, as a child, on the loopback address, with the embedded emulator's driver and, where it
 * is installed, UiAutomator2's. Nothing is downloaded: a driver is registered by writing the file that Appium keeps of
 * its installed extensions into a home folder of its own.
 * Throws DEVICE_FAILED when it does not start in time.
 */
export async function startAppium(options: AppiumOptions = {}): Promise<AppiumServer> {
  const { port: wantedPort = 0, startTimeoutMs = 120_000, log = () => undefined } = options;
  const port = wantedPort === 0 ? await findFreePort() : wantedPort;
  const home = await mkdtemp(join(tmpdir(), 'appgov-appium-'));
  const drivers = await registerDrivers(home);
  const url = `http://127.0.0.1:${port}`;

  const { file, loaderFlags } = toChildProgram('scanner/device/appium-child');
  const child = spawn(
    process.execPath,
    [...loaderFlags, file, home, String(port), drivers.map(({ appium }) => appium.driverName).join()],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);
  let lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString('utf8').split('\n')) {
        if (line.trim() === '') continue;
        lastLines = [...lastLines, line].slice(-20);
        log(line);
      }
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      process.removeListener('exit', killWithParent);
      void rm(home, { recursive: true, force: true }).then(() => resolve());
    });
  });
  const close = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(killWithParent, 5000);
    await ended;
    clearTimeout(timer);
  };
  const started = await new Promise<'ready' | string>((resolve) => {
    const timer = setTimeout(() => resolve(`it was not ready within ${startTimeoutMs} ms`), startTimeoutMs);
    const settle = (outcome: string) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    child.once('message', () => settle('ready'));
    child.once('error', (error) => settle(error.message));
    child.once('close', (code) => settle(`it ended with code ${code}: ${lastLines.slice(-4).join(' | ')}`));
  });
  if (started !== 'ready') {
    await close();
    throw new ScanError('DEVICE_FAILED', `Appium did not start on port ${port}: ${started}.`);
  }
  return { url, automationNames: drivers.map(({ appium }) => appium.automationName), ended, close };
}

/** Writes the home folder of a server: what Appium keeps of the drivers installed in it. */
async function registerDrivers(home: string): Promise<DriverPackage[]> {
  const { file, isSource } = toChildProgram('scanner/emulator/driver/index');
  const embedded = dirname(file);
  const folders = [isSource ? await wrapSources(home, embedded) : embedded];
  const uiAutomator2 = findPackageFolder('appium-uiautomator2-driver');
  if (uiAutomator2) folders.push(uiAutomator2);

  const packages: DriverPackage[] = [];
  const entries: Record<string, unknown> = {};
  for (const folder of folders) {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as DriverPackage;
    packages.push(manifest);
    const { driverName, automationName, platformNames, mainClass } = manifest.appium;
    entries[driverName] = {
      automationName,
      platformNames,
      mainClass,
      pkgName: manifest.name,
      version: manifest.version,
      appiumVersion: '^3.0.0',
      installType: 'dev',
      installSpec: folder,
      installPath: folder,
    };
  }
  const cache = join(home, 'node_modules', '.cache', 'appium');
  await mkdir(cache, { recursive: true });
  await writeFile(
    join(cache, 'extensions.yaml'),
    stringify({ drivers: entries, plugins: {}, schemaRev: manifestRevision }),
  );
  return packages;
}

/** Appium wants the file that `main` names; when this program runs from its sources that is TypeScript. */
async function wrapSources(home: string, folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as DriverPackage;
  const wrapper = join(home, 'embedded');
  await mkdir(wrapper);
  await writeFile(join(wrapper, 'package.json'), JSON.stringify({ ...manifest, main: './index.mjs' }));
  const target = pathToFileURL(join(folder, 'index.ts')).href;
  await writeFile(join(wrapper, 'index.mjs'), `export * from ${JSON.stringify(target)};\n`);
  return wrapper;
}

function findPackageFolder(name: string): string | undefined {
  const roots = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const root = roots.find((path) => existsSync(join(path, name, 'package.json')));
  return root && dirname(join(root, name, 'package.json'));
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string')
    throw new ScanError('DEVICE_FAILED', 'There is no free port.');
  return address.port;
}
