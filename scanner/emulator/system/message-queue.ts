import type { Steps } from '../machine/index.ts';
import type { HeapObject, JavaObject, JavaThread } from '../machine/index.ts';

/** One entry of a looper's queue: a Java message for a handler, or work of the host on that thread. */
export type QueueEntry = { readonly whenMs: number; readonly order: number } & (
  | { readonly kind: 'message'; readonly target: JavaObject; readonly message: JavaObject<MessageState> }
  | { readonly kind: 'host'; readonly name: string; readonly run: () => Steps<void> }
);

/** What android.os.Message keeps besides its public fields. */
export type MessageState = {
  target: JavaObject | null;
  callback: HeapObject | null;
  data: JavaObject | null;
  whenMs: number;
};

/** android.os.MessageQueue: entries by time, first come first served at the same time. */
export class HostMessageQueue {
  readonly #entries: QueueEntry[] = [];
  #order = 0;
  /** Negative orders go before everything that is due (postAtFrontOfQueue). */
  #frontOrder = 0;
  quitting = false;

  get length(): number {
    return this.#entries.length;
  }

  /** When the first entry is due; Infinity for an empty queue. */
  get nextMs(): number {
    return this.#entries[0]?.whenMs ?? Number.POSITIVE_INFINITY;
  }

  addMessage(target: JavaObject, message: JavaObject<MessageState>, whenMs: number): boolean {
    if (this.quitting) return false;
    message.peer.target = target;
    message.peer.whenMs = whenMs;
    this.#insert({ kind: 'message', target, message, whenMs, order: ++this.#order });
    return true;
  }

  addMessageAtFront(target: JavaObject, message: JavaObject<MessageState>): boolean {
    if (this.quitting) return false;
    message.peer.target = target;
    this.#insert({ kind: 'message', target, message, whenMs: 0, order: --this.#frontOrder });
    return true;
  }

  addHostWork(name: string, run: () => Steps<void>, whenMs: number): void {
    this.#insert({ kind: 'host', name, run, whenMs, order: ++this.#order });
  }

  /** Takes the first entry that is due, if any. */
  takeDue(nowMs: number): QueueEntry | undefined {
    return this.nextMs <= nowMs ? this.#entries.shift() : undefined;
  }

  /** Removes the messages of a handler for which `matches` holds. */
  remove(target: JavaObject, matches: (message: JavaObject<MessageState>) => boolean): void {
    for (let index = this.#entries.length - 1; index >= 0; index--) {
      const entry = this.#entries[index]!;
      if (entry.kind === 'message' && entry.target === target && matches(entry.message))
        this.#entries.splice(index, 1);
    }
  }

  has(target: JavaObject, matches: (message: JavaObject<MessageState>) => boolean): boolean {
    return this.#entries.some(
      (entry) => entry.kind === 'message' && entry.target === target && matches(entry.message),
    );
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #insert(entry: QueueEntry): void {
    const at = this.#entries.findIndex(
      (other) => other.whenMs > entry.whenMs || (other.whenMs === entry.whenMs && other.order > entry.order),
    );
    if (at < 0) this.#entries.push(entry);
    else this.#entries.splice(at, 0, entry);
  }
}

/** A looper: the queue and the thread that works through it. */
export type LooperState = {
  readonly queue: HostMessageQueue;
  readonly thread: JavaThread;
  readonly idleHandlers: HeapObject[];
};
