import { ScanError } from '../../errors.ts';
import { JdwpRefusal, type JdwpConnection } from './connection.ts';
import { RemoteMachine, type RemoteEvent, type RemoteMethod } from './virtual-machine.ts';

/** A method whose calls are to be seen; without a descriptor every overload. */
export type WatchedMethod = {
  /** Dotted name, `$` for nested classes. */
  readonly className: string;
  readonly method: string;
  readonly descriptor?: string;
};

/** One call of a watched method, seen before its first instruction ran. */
export type CallHit = {
  readonly className: string;
  readonly method: string;
  readonly descriptor: string;
  /** Texts of arguments by their position; those that are no strings, or cannot be told, are missing. */
  readonly stringArguments: ReadonlyMap<number, string>;
  readonly thread: string;
  /** Innermost first, the watched method itself on top. */
  readonly stack: readonly { readonly className: string; readonly method: string }[];
};

export type CallWatch = {
  /** Methods that no breakpoint can be set in: native ones, and those without code. */
  readonly unwatchable: () => readonly WatchedMethod[];
  /** Breakpoints that are set; grows as classes are loaded. */
  readonly breakpoints: () => number;
  /** Everything that was received until now is handled. */
  readonly settled: () => Promise<void>;
  readonly close: () => void;
};

const mostFrames = 64;
type Breakpoint = { readonly classId: bigint; readonly method: RemoteMethod; readonly className: string };

/**
 * Sets a breakpoint at the first instruction of each watched method, now or when its class is loaded, and tells each
 * call with its stack. A thread that hits one stands still while it is looked at, then goes on.
 */
export async function watchCalls(
  connection: JdwpConnection,
  watched: readonly WatchedMethod[],
  onHit: (hit: CallHit) => void,
): Promise<CallWatch> {
  const machine = await RemoteMachine.open(connection);
  const byClass = new Map<string, WatchedMethod[]>();
  for (const wanted of watched)
    byClass.set(wanted.className, [...(byClass.get(wanted.className) ?? []), wanted]);
  const breakpoints = new Map<number, Breakpoint>();
  const unwatchable: WatchedMethod[] = [];
  const armed = new Set<bigint>();

  const arm = async (classId: bigint, className: string): Promise<void> => {
    if (armed.has(classId)) return;
    armed.add(classId);
    const methods = await machine.methodsOf(classId);
    for (const wanted of byClass.get(className) ?? []) {
      const found = methods.filter(
        ({ name, descriptor }) =>
          name === wanted.method && (wanted.descriptor === undefined || wanted.descriptor === descriptor),
      );
      for (const method of found) {
        const requestId = method.hasCode ? await tryBreak(machine, classId, method.id) : undefined;
        if (requestId === undefined) unwatchable.push({ ...wanted, descriptor: method.descriptor });
        else breakpoints.set(requestId, { classId, method, className });
      }
    }
  };
  const handle = async (event: RemoteEvent): Promise<void> => {
    if (event.kind === 'death') return;
    try {
      if (event.kind === 'class-prepare') await arm(event.classId, toClassName(event.signature));
      else {
        const breakpoint = breakpoints.get(event.requestId);
        if (breakpoint) onHit(await readHit(machine, event.threadId, breakpoint));
      }
    } finally {
      await machine.resumeThread(event.threadId);
    }
  };
  // One at a time and in order: what stops first is told first.
  let queue: Promise<void> = Promise.resolve();
  connection.onEvent((data) => {
    queue = queue.then(async () => {
      for (const event of machine.readEvents(data)) await handle(event);
    });
    // A process that ends while it is looked at has told what it had to tell.
    queue = queue.catch((error: unknown) => {
      if (!(error instanceof ScanError) && !(error instanceof JdwpRefusal)) throw error;
    });
  });
  for (const className of byClass.keys()) {
    // First the request, then the look: a class that is loaded in between is found by one of the two.
    await machine.breakAtPrepare(className);
    const signature = `L${className.replaceAll('.', '/')};`;
    for (const classId of await machine.classesBySignature(signature)) await arm(classId, className);
  }
  return {
    unwatchable: () => unwatchable,
    breakpoints: () => breakpoints.size,
    settled: async () => {
      let seen: Promise<void> | undefined;
      while (seen !== queue) {
        seen = queue;
        await seen;
      }
    },
    close: () => connection.close(),
  };
}

/** Lets a process go on that was started suspended, waiting for its debugger. */
export async function resumeProcess(connection: JdwpConnection): Promise<void> {
  const machine = await RemoteMachine.open(connection);
  await machine.resumeAll();
}

async function tryBreak(
  machine: RemoteMachine,
  classId: bigint,
  methodId: bigint,
): Promise<number | undefined> {
  try {
    return await machine.breakAtEntry(classId, methodId);
  } catch (error) {
    if (error instanceof JdwpRefusal) return undefined;
    throw error;
  }
}

async function readHit(machine: RemoteMachine, threadId: bigint, breakpoint: Breakpoint): Promise<CallHit> {
  const { classId, method, className } = breakpoint;
  const frames = await machine.frames(threadId, mostFrames);
  const stack: { className: string; method: string }[] = [];
  for (const frame of frames) {
    const signature = await machine.signatureOf(frame.classId);
    const methods = await machine.methodsOf(frame.classId);
    const name = methods.find(({ id }) => id === frame.methodId)?.name ?? '?';
    stack.push({ className: toClassName(signature), method: name });
  }
  const [top] = frames;
  const stringArguments = new Map<number, string>();
  if (top) {
    const slots = await slotsOf(machine, classId, method);
    for (const [index, type] of listParameters(method.descriptor).entries()) {
      const slot = slots[index];
      if (type !== 'Ljava/lang/String;' || slot === undefined) continue;
      const text = await machine.findString(threadId, top.frameId, slot).catch((error: unknown) => {
        if (error instanceof JdwpRefusal) return undefined;
        throw error;
      });
      if (text !== undefined) stringArguments.set(index, text);
    }
  }
  return {
    className,
    method: method.name,
    descriptor: method.descriptor,
    stringArguments,
    thread: await machine.threadName(threadId),
    stack,
  };
}

/**
 * Slots of the parameters by the method's own table of variables, which also holds on Android, where slots are
 * registers. Code without the table is taken for a JVM's, whose parameters come first.
 */
async function slotsOf(
  machine: RemoteMachine,
  classId: bigint,
  method: RemoteMethod,
): Promise<readonly number[]> {
  try {
    return await machine.parameterSlots(classId, method.id);
  } catch (error) {
    if (!(error instanceof JdwpRefusal)) throw error;
  }
  let next = method.isStatic ? 0 : 1;
  return listParameters(method.descriptor).map((type) => {
    const slot = next;
    next += type === 'J' || type === 'D' ? 2 : 1;
    return slot;
  });
}

/** Types of a descriptor's parameters: `(ILjava/lang/String;[B)V` gives three. */
export function listParameters(descriptor: string): readonly string[] {
  const inside = descriptor.slice(1, descriptor.lastIndexOf(')'));
  return inside.match(/\[*(?:L[^;]+;|[BCDFIJSZ])/g) ?? [];
}

function toClassName(signature: string): string {
  return signature.replace(/^L|;$/g, '').replaceAll('/', '.');
}
