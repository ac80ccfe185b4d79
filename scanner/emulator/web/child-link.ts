import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openPipeLink } from './pipe-link.ts';
import type { WebLink } from './web-link.ts';

const isSource = import.meta.url.endsWith('.ts');
const loader = (): string[] =>
  isSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];

/**
 * The browser for devices that run in this very process, which is for trusted apps only: another process serves it,
 * started with the first page. `close` ends it.
 */
export function openChildLink(): WebLink & { close(): void } {
  let child: ChildProcess | undefined;
  let link: WebLink | undefined;
  const start = (): WebLink => {
    const script = isSource ? './browser-child.ts' : './browser-child.js';
    child = spawn(process.execPath, [...loader(), fileURLToPath(new URL(script, import.meta.url))], {
      stdio: ['ignore', 'ignore', 'inherit', 'ignore', 'pipe'],
    });
    child.unref();
    const pipe = child.stdio[4] as { readonly _handle?: { readonly fd: number; unref(): void } } | null;
    const handle = pipe?._handle;
    if (!handle) throw new Error('The process that serves a browser could not be started.');
    handle.unref();
    // Nobody reads it but the link, which waits until something is there.
    return openPipeLink(handle.fd);
  };
  return {
    exchange: (message) => {
      if (!link && message.kind === 'reset') return { kind: 'done' };
      link ??= start();
      return link.exchange(message);
    },
    get waitedMs() {
      return link?.waitedMs ?? 0;
    },
    close: () => {
      child?.stdio[4]?.destroy();
    },
  };
}
