import { connect, type Socket } from 'node:net';
import { ScanError } from '../../errors.ts';
import { renderCommand, takePackets, type Packet } from './packets.ts';

export type JdwpConnection = {
  /** Sends a command and gives the data of its answer. Throws DEVICE_FAILED, or JdwpRefusal for an error code. */
  readonly ask: (set: number, command: number, data?: Uint8Array) => Promise<Buffer>;
  /** Gets the data of each composite event, in order. */
  readonly onEvent: (listener: (data: Buffer) => void) => void;
  readonly ended: Promise<void>;
  readonly close: () => void;
};

/** A command that the virtual machine refused, by the protocol's error code (e.g. 511 NATIVE_METHOD). */
export class JdwpRefusal extends Error {
  override readonly name = 'JdwpRefusal';
  readonly errorCode: number;

  constructor(errorCode: number) {
    super(`The virtual machine refused with code ${errorCode}.`);
    this.errorCode = errorCode;
  }
}

const handshake = Buffer.from('JDWP-Handshake', 'latin1');
const compositeEvents = { set: 64, command: 100 } as const;

/** Connects to a debugged process. Throws DEVICE_FAILED when nothing answers in the protocol's words within the time. */
export async function connectJdwp(
  port: number,
  host = '127.0.0.1',
  timeoutMs = 10_000,
): Promise<JdwpConnection> {
  const socket = connect({ port, host });
  socket.setNoDelay(true);
  const afterHandshake = await shakeHands(socket, `${host}:${port}`, timeoutMs);
  return toConnection(socket, afterHandshake, timeoutMs);
}

function shakeHands(socket: Socket, address: string, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const fail = (reason: string) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new ScanError('DEVICE_FAILED', `The debugged process at ${address} ${reason}.`));
    };
    const timer = setTimeout(() => fail(`did not answer within ${timeoutMs} ms`), timeoutMs);
    const onClose = () => fail('closed the connection; another debugger may be attached');
    const onError = (error: Error) => fail(`cannot be reached: ${error.message}`);
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < handshake.length) return;
      if (!received.subarray(0, handshake.length).equals(handshake)) return fail('does not speak JDWP');
      clearTimeout(timer);
      socket.pause();
      socket.off('data', onData).off('close', onClose).off('error', onError);
      resolve(received.subarray(handshake.length));
    };
    socket.on('data', onData).on('close', onClose).on('error', onError);
    socket.once('connect', () => socket.write(handshake));
  });
}

type Waiting = {
  readonly resolve: (data: Buffer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

function toConnection(socket: Socket, first: Buffer, timeoutMs: number): JdwpConnection {
  const waiting = new Map<number, Waiting>();
  const listeners: ((data: Buffer) => void)[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let lastId = 0;
  let endedBecause: string | undefined;

  const end = (reason: string) => {
    endedBecause ??= reason;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(new ScanError('DEVICE_FAILED', `The debugged process is gone: ${endedBecause}.`));
    }
    waiting.clear();
    socket.destroy();
  };
  const take = (packet: Packet) => {
    if (packet.kind === 'command') {
      if (packet.set === compositeEvents.set && packet.command === compositeEvents.command)
        for (const listener of listeners) listener(packet.data);
      return;
    }
    const request = waiting.get(packet.id);
    if (!request) return;
    waiting.delete(packet.id);
    clearTimeout(request.timer);
    if (packet.errorCode === 0) request.resolve(packet.data);
    else request.reject(new JdwpRefusal(packet.errorCode));
  };
  const receive = (chunk: Buffer) => {
    try {
      const taken = takePackets(Buffer.concat([rest, chunk]));
      rest = taken.rest;
      for (const packet of taken.packets) take(packet);
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      end(error.message);
    }
  };
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => {
      end('it closed the connection');
      resolve();
    });
  });
  socket.on('error', (error) => end(error.message));
  socket.on('data', receive);
  if (first.length > 0) receive(first);
  socket.resume();
  return {
    ask: (set, command, data = Buffer.alloc(0)) =>
      new Promise((resolve, reject) => {
        if (endedBecause !== undefined) {
          reject(new ScanError('DEVICE_FAILED', `The debugged process is gone: ${endedBecause}.`));
          return;
        }
        const id = ++lastId;
        const timer = setTimeout(() => end(`it did not answer within ${timeoutMs} ms`), timeoutMs);
        waiting.set(id, { resolve, reject, timer });
        socket.write(renderCommand(id, set, command, data));
      }),
    onEvent: (listener) => void listeners.push(listener),
    ended,
    close: () => end('it was closed'),
  };
}
