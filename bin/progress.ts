import type { WriteStream } from 'node:tty';
import type { LogEntry } from '../scanner/budget.ts';

const barWidth = 24;
const redrawEveryMs = 80;

/** How a long command tells a person where it is: a bar on a terminal, plain lines elsewhere. */
export type Progress = {
  readonly show: (entry: LogEntry) => void;
  readonly done: (line: string) => void;
};

export function openProgress(title: string, stream: WriteStream): Progress {
  if (!stream.isTTY) return { show: () => undefined, done: (line) => void stream.write(`${line}\n`) };
  let drawnAtMs = 0;
  let fraction = 0;
  return {
    show: (entry) => {
      fraction = entry.fraction ?? fraction;
      const nowMs = Date.now();
      if (nowMs - drawnAtMs < redrawEveryMs) return;
      drawnAtMs = nowMs;
      const filled = Math.round(fraction * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      const text = `${title} ${bar} ${Math.round(fraction * 100)} % ${entry.message ?? entry.stage}`;
      stream.write(`\r\x1b[2K${text.slice(0, (stream.columns || 80) - 1)}`);
    },
    done: (line) => void stream.write(`\r\x1b[2K${line}\n`),
  };
}
