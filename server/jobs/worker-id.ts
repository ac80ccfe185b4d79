import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Names a worker so that others on the same machine can tell whether its process still lives. */
export function newWorkerId(): string {
  return `${hostname()}:${process.pid}:${randomUUID()}`;
}

/**
 * Whether the worker is of this machine and its process is no more. A process number in use again by another program
 * only means that its lease runs out in its own time.
 */
export function isGoneWorker(workerId: string): boolean {
  const [host, pid] = workerId.split(':');
  return host === hostname() && !isRunning(Number(pid));
}

/** At start, before this process has leased anything: who bears our number held it before us. */
export function isGoneBeforeUs(workerId: string): boolean {
  const [host, pid] = workerId.split(':');
  return isGoneWorker(workerId) || (host === hostname() && Number(pid) === process.pid);
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
