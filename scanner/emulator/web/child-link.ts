import { spawn, type ChildProcess } from 'node:child_process';
import { toChildProgram } from '../../child-program.ts';
import { openPipeLink } from './pipe-link.ts';
import type { WebLink } from './web-link.ts';

/**
 * The browser for devices that run in this very process, which is for trusted apps only: another process serves it,
 * started with the first page. `close` ends it.
 */
export function openChildLink(): WebLink & { close(): void } {
  let child: ChildProcess | undefined;
  let link: WebLink | undefined;
  const start = (): WebLink => {
    const { file, loaderFlags } = toChildProgram('scanner/emulator/web/browser-child');
    child = spawn(process.execPath, [...loaderFlags, file], {
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
