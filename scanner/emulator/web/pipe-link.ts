import { readSync, writeSync } from 'node:fs';
import { lengthBytes, longestFrameBytes, toFrame } from './frames.ts';
import type { FromBrowser } from './messages.ts';
import type { WebLink } from './web-link.ts';

/** Where a device's process finds the pipe to its browser: after the three usual ones and the channel to its parent. */
export const webPipeFd = 4;

/** The browser at the other end of a pipe that was open when this process began; reads wait until something comes. */
export function openPipeLink(fd: number = webPipeFd): WebLink {
  let waitedMs = 0;
  const read = (count: number): Buffer => {
    const bytes = Buffer.allocUnsafe(count);
    for (let at = 0; at < count;) {
      const got = again(() => readSync(fd, bytes, at, count - at, null));
      if (got === 0) throw new Error('The pipe to the browser is closed.');
      at += got;
    }
    return bytes;
  };
  return {
    exchange: (message) => {
      const fromMs = performance.now();
      const frame = toFrame(message);
      for (let at = 0; at < frame.length;) at += again(() => writeSync(fd, frame, at, frame.length - at));
      const length = read(lengthBytes).readUInt32BE(0);
      if (length > longestFrameBytes) throw new Error('The browser says too much at once.');
      const answer = JSON.parse(read(length).toString('utf8')) as FromBrowser;
      waitedMs += performance.now() - fromMs;
      return answer;
    },
    get waitedMs() {
      return waitedMs;
    },
  };
}

const pauseMs = 1;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Where the pipe does not wait by itself, this does. */
function again(act: () => number): number {
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(sleeper, 0, 0, pauseMs);
    }
  }
}
