import { ScanError } from '../../errors.ts';

// The Java Debug Wire Protocol: https://docs.oracle.com/en/java/javase/21/docs/specs/jdwp/jdwp-spec.html

/** How many bytes the ids of a virtual machine take; it tells them itself. */
export type IdSizes = {
  readonly field: number;
  readonly method: number;
  readonly object: number;
  readonly referenceType: number;
  readonly frame: number;
};

export type Packet =
  | {
      readonly kind: 'command';
      readonly id: number;
      readonly set: number;
      readonly command: number;
      readonly data: Buffer;
    }
  | { readonly kind: 'reply'; readonly id: number; readonly errorCode: number; readonly data: Buffer };

const headerBytes = 11;
const replyFlag = 0x80;
/** A debugged app is untrusted; no answer that is asked for here is larger. */
const mostPacketBytes = 16 * 2 ** 20;

export function renderCommand(id: number, set: number, command: number, data: Uint8Array): Buffer {
  const packet = Buffer.alloc(headerBytes + data.length);
  packet.writeUInt32BE(packet.length, 0);
  packet.writeUInt32BE(id, 4);
  packet[9] = set;
  packet[10] = command;
  packet.set(data, headerBytes);
  return packet;
}

/** Takes whole packets off the front of what was received; gives them and the rest. Throws DEVICE_FAILED for nonsense. */
export function takePackets(received: Buffer): {
  readonly packets: readonly Packet[];
  readonly rest: Buffer;
} {
  const packets: Packet[] = [];
  let at = 0;
  while (received.length - at >= headerBytes) {
    const length = received.readUInt32BE(at);
    if (length < headerBytes || length > mostPacketBytes)
      throw new ScanError('DEVICE_FAILED', `The debugged process sent a packet of ${length} bytes.`);
    if (received.length - at < length) break;
    const data = received.subarray(at + headerBytes, at + length);
    const id = received.readUInt32BE(at + 4);
    packets.push(
      ((received[at + 8] ?? 0) & replyFlag) !== 0
        ? { kind: 'reply', id, errorCode: received.readUInt16BE(at + 9), data }
        : { kind: 'command', id, set: received[at + 9] ?? 0, command: received[at + 10] ?? 0, data },
    );
    at += length;
  }
  return { packets, rest: received.subarray(at) };
}

/** Puts the fields of a command together. Ids are kept as big integers, whatever their size. */
export class FieldWriter {
  readonly #sizes: IdSizes;
  readonly #parts: Buffer[] = [];

  constructor(sizes: IdSizes) {
    this.#sizes = sizes;
  }

  byte(value: number): this {
    return this.#number(BigInt(value), 1);
  }

  int(value: number): this {
    return this.#number(BigInt(value), 4);
  }

  long(value: bigint): this {
    return this.#number(value, 8);
  }

  id(kind: keyof IdSizes, value: bigint): this {
    return this.#number(value, this.#sizes[kind]);
  }

  text(value: string): this {
    const bytes = Buffer.from(value, 'utf8');
    this.int(bytes.length);
    this.#parts.push(bytes);
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #number(value: bigint, sizeBytes: number): this {
    const part = Buffer.alloc(sizeBytes);
    for (let index = sizeBytes - 1, rest = value; index >= 0; index--, rest >>= 8n)
      part[index] = Number(rest & 0xffn);
    this.#parts.push(part);
    return this;
  }
}

/** Takes the fields of an answer apart. Throws DEVICE_FAILED where it ends too early. */
export class FieldReader {
  readonly #data: Buffer;
  readonly #sizes: IdSizes;
  #at = 0;

  constructor(data: Buffer, sizes: IdSizes) {
    this.#data = data;
    this.#sizes = sizes;
  }

  byte(): number {
    return Number(this.#number(1));
  }

  int(): number {
    return Number(BigInt.asIntN(32, this.#number(4)));
  }

  long(): bigint {
    return this.#number(8);
  }

  id(kind: keyof IdSizes): bigint {
    return this.#number(this.#sizes[kind]);
  }

  text(): string {
    const length = this.int();
    return this.#take(length).toString('utf8');
  }

  skip(sizeBytes: number): void {
    this.#take(sizeBytes);
  }

  /** A number of items that follow, each of at least a byte. */
  count(): number {
    const count = this.int();
    if (count < 0 || count > this.#data.length - this.#at)
      throw new ScanError('DEVICE_FAILED', `The debugged process announced ${count} items.`);
    return count;
  }

  #number(sizeBytes: number): bigint {
    let value = 0n;
    for (const byte of this.#take(sizeBytes)) value = (value << 8n) | BigInt(byte);
    return value;
  }

  #take(sizeBytes: number): Buffer {
    if (sizeBytes < 0 || this.#at + sizeBytes > this.#data.length)
      throw new ScanError('DEVICE_FAILED', 'The debugged process sent an answer that ends too early.');
    this.#at += sizeBytes;
    return this.#data.subarray(this.#at - sizeBytes, this.#at);
  }
}
