import type { JavaThread } from './thread.ts';

/**
 * Decides whose turn it is: round robin over runnable threads, in the order in which they became so. Deterministic:
 * no clock but the virtual one.
 */
export class Scheduler {
  readonly threads = new Map<number, JavaThread>();
  private queue: JavaThread[] = [];
  private lastId = 0;

  /** A number for a new thread, from 1. */
  nextId(): number {
    return ++this.lastId;
  }

  add(thread: JavaThread): void {
    this.threads.set(thread.id, thread);
    this.queue.push(thread);
  }

  findThread(id: number): JavaThread | undefined {
    return this.threads.get(id);
  }

  block(thread: JavaThread, waitingFor: string): void {
    thread.state = 'blocked';
    thread.waitingFor = waitingFor;
  }

  unblock(thread: JavaThread): void {
    if (thread.state === 'blocked') this.makeRunnable(thread);
  }

  park(thread: JavaThread, untilMs: number, waitingFor: string): void {
    thread.state = 'parked';
    thread.wakeAtMs = untilMs;
    thread.waitingFor = waitingFor;
  }

  wake(thread: JavaThread, by: JavaThread['wokenBy']): void {
    if (thread.state !== 'parked') return;
    thread.wokenBy = by;
    thread.wakeAtMs = Number.POSITIVE_INFINITY;
    this.makeRunnable(thread);
  }

  finish(thread: JavaThread): void {
    thread.state = 'finished';
    this.threads.delete(thread.id);
    for (const joiner of thread.joiners.splice(0)) this.wake(joiner, 'unpark');
  }

  /** The thread whose turn it is, taken off the queue; put it back with `requeue` when it may go on. */
  next(): JavaThread | undefined {
    let thread = this.queue.shift();
    while (thread !== undefined && thread.state !== 'runnable') thread = this.queue.shift();
    return thread;
  }

  requeue(thread: JavaThread): void {
    if (thread.state === 'runnable') this.queue.push(thread);
  }

  get hasRunnable(): boolean {
    return this.queue.some((thread) => thread.state === 'runnable');
  }

  /** Virtual time at which the next parked thread wakes; Infinity when none does. */
  get nextWakeMs(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const thread of this.threads.values())
      if (thread.state === 'parked' && thread.wakeAtMs < next) next = thread.wakeAtMs;
    return next;
  }

  /** Wakes every parked thread whose time has come, earliest first. */
  wakeDue(nowMs: number): void {
    const due = [...this.threads.values()].filter(
      (thread) => thread.state === 'parked' && thread.wakeAtMs <= nowMs,
    );
    due.sort((a, b) => a.wakeAtMs - b.wakeAtMs || a.id - b.id);
    for (const thread of due) this.wake(thread, 'time');
  }

  private makeRunnable(thread: JavaThread): void {
    thread.state = 'runnable';
    thread.waitingFor = '';
    this.queue.push(thread);
  }
}
