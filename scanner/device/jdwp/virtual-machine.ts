import type { JdwpConnection } from './connection.ts';
import { FieldReader, FieldWriter, type IdSizes } from './packets.ts';

export type RemoteMethod = {
  readonly id: bigint;
  readonly name: string;
  readonly descriptor: string;
  readonly isStatic: boolean;
  /** Neither native nor abstract: it has code to stop in. */
  readonly hasCode: boolean;
};
export type RemoteFrame = { readonly frameId: bigint; readonly classId: bigint; readonly methodId: bigint };
export type RemoteEvent =
  | { readonly kind: 'breakpoint'; readonly requestId: number; readonly threadId: bigint }
  | {
      readonly kind: 'class-prepare';
      readonly threadId: bigint;
      readonly classId: bigint;
      readonly signature: string;
    }
  | { readonly kind: 'death' };

const firstSizes: IdSizes = { field: 8, method: 8, object: 8, referenceType: 8, frame: 8 };
const classTag = 1;
const eventKinds = { breakpoint: 2, classPrepare: 8, vmStart: 90, vmDeath: 99 } as const;
const suspendThread = 1;
const modifiers = { classMatch: 5, locationOnly: 7 } as const;
const access = { static: 0x8, native: 0x100, abstract: 0x400 } as const;
const mostStringChars = 2_000;
const stringTag = 's'.charCodeAt(0);

/** Commands of the protocol that the watch needs, by their names in its specification. */
export class RemoteMachine {
  readonly #connection: JdwpConnection;
  readonly #sizes: IdSizes;
  readonly #signatures = new Map<bigint, string>();
  readonly #methods = new Map<bigint, readonly RemoteMethod[]>();

  private constructor(connection: JdwpConnection, sizes: IdSizes) {
    this.#connection = connection;
    this.#sizes = sizes;
  }

  static async open(connection: JdwpConnection): Promise<RemoteMachine> {
    const answer = new FieldReader(await connection.ask(1, 7), firstSizes);
    const [field, method, object, referenceType, frame] = [
      answer.int(),
      answer.int(),
      answer.int(),
      answer.int(),
      answer.int(),
    ];
    return new RemoteMachine(connection, { field, method, object, referenceType, frame });
  }

  /** Loaded classes of a signature such as `Landroid/provider/Settings$Secure;`. */
  async classesBySignature(signature: string): Promise<readonly bigint[]> {
    const answer = await this.#ask(1, 2, this.#write().text(signature));
    return repeat(answer.count(), () => {
      answer.byte();
      const id = answer.id('referenceType');
      answer.int();
      return id;
    });
  }

  async signatureOf(classId: bigint): Promise<string> {
    const known = this.#signatures.get(classId);
    if (known !== undefined) return known;
    const signature = (await this.#ask(2, 1, this.#write().id('referenceType', classId))).text();
    this.#signatures.set(classId, signature);
    return signature;
  }

  async methodsOf(classId: bigint): Promise<readonly RemoteMethod[]> {
    const known = this.#methods.get(classId);
    if (known) return known;
    const answer = await this.#ask(2, 5, this.#write().id('referenceType', classId));
    const methods = repeat(answer.count(), (): RemoteMethod => {
      const [id, name, descriptor, flags] = [answer.id('method'), answer.text(), answer.text(), answer.int()];
      return {
        id,
        name,
        descriptor,
        isStatic: (flags & access.static) !== 0,
        hasCode: (flags & (access.native | access.abstract)) === 0,
      };
    });
    this.#methods.set(classId, methods);
    return methods;
  }

  /** Stops a thread that enters the method; gives the request's id. */
  async breakAtEntry(classId: bigint, methodId: bigint): Promise<number> {
    const location = this.#write()
      .byte(eventKinds.breakpoint)
      .byte(suspendThread)
      .int(1)
      .byte(modifiers.locationOnly)
      .byte(classTag)
      .id('referenceType', classId)
      .id('method', methodId)
      .long(0n);
    return (await this.#ask(15, 1, location)).int();
  }

  /** Stops a thread that has made a class of this dotted name ready, before any of its code runs. */
  async breakAtPrepare(className: string): Promise<void> {
    const request = this.#write()
      .byte(eventKinds.classPrepare)
      .byte(suspendThread)
      .int(1)
      .byte(modifiers.classMatch)
      .text(className);
    await this.#ask(15, 1, request);
  }

  async threadName(threadId: bigint): Promise<string> {
    return (await this.#ask(11, 1, this.#write().id('object', threadId))).text();
  }

  /** The innermost frames of a stopped thread. */
  async frames(threadId: bigint, most: number): Promise<readonly RemoteFrame[]> {
    const depth = (await this.#ask(11, 7, this.#write().id('object', threadId))).int();
    const length = Math.min(depth, most);
    const answer = await this.#ask(11, 6, this.#write().id('object', threadId).int(0).int(length));
    return repeat(answer.count(), () => {
      const frameId = answer.id('frame');
      answer.byte();
      const frame = { frameId, classId: answer.id('referenceType'), methodId: answer.id('method') };
      answer.long();
      return frame;
    });
  }

  /** Text of the string in a local variable; undefined for null and for anything that is no string. */
  async findString(threadId: bigint, frameId: bigint, slot: number): Promise<string | undefined> {
    const request = this.#write()
      .id('object', threadId)
      .id('frame', frameId)
      .int(1)
      .int(slot)
      .byte('L'.charCodeAt(0));
    const answer = await this.#ask(16, 1, request);
    if (answer.count() === 0) return undefined;
    const tag = answer.byte();
    if (tag !== stringTag) return undefined;
    const id = answer.id('object');
    if (id === 0n) return undefined;
    return (await this.#ask(10, 1, this.#write().id('object', id))).text().slice(0, mostStringChars);
  }

  /** Slots of the parameters, in order, where the code was compiled with its variables; the receiver is not among them. */
  async parameterSlots(classId: bigint, methodId: bigint): Promise<readonly number[]> {
    const answer = await this.#ask(6, 2, this.#write().id('referenceType', classId).id('method', methodId));
    answer.int();
    const variables = repeat(answer.count(), () => {
      const [codeIndex, name] = [answer.long(), answer.text()];
      answer.text();
      answer.int();
      return { codeIndex, name, slot: answer.int() };
    });
    return variables
      .filter(({ codeIndex, name }) => codeIndex === 0n && name !== 'this')
      .map(({ slot }) => slot)
      .sort((a, b) => a - b);
  }

  async resumeThread(threadId: bigint): Promise<void> {
    await this.#ask(11, 3, this.#write().id('object', threadId));
  }

  /** Goes on where the process waits for a debugger. */
  async resumeAll(): Promise<void> {
    await this.#ask(1, 9, this.#write());
  }

  readEvents(data: Buffer): readonly RemoteEvent[] {
    const reader = new FieldReader(data, this.#sizes);
    reader.byte();
    const found: RemoteEvent[] = [];
    for (let left = reader.count(); left > 0; left--) {
      const kind = reader.byte();
      const requestId = reader.int();
      if (kind === eventKinds.vmDeath) found.push({ kind: 'death' });
      else if (kind === eventKinds.vmStart) reader.id('object');
      else if (kind === eventKinds.breakpoint) {
        found.push({ kind: 'breakpoint', requestId, threadId: reader.id('object') });
        reader.byte();
        reader.id('referenceType');
        reader.id('method');
        reader.long();
      } else if (kind === eventKinds.classPrepare) {
        const threadId = reader.id('object');
        reader.byte();
        const classId = reader.id('referenceType');
        found.push({ kind: 'class-prepare', threadId, classId, signature: reader.text() });
        reader.int();
      } else break;
    }
    return found;
  }

  #write(): FieldWriter {
    return new FieldWriter(this.#sizes);
  }

  async #ask(set: number, command: number, fields: FieldWriter): Promise<FieldReader> {
    return new FieldReader(await this.#connection.ask(set, command, fields.bytes()), this.#sizes);
  }
}

function repeat<T>(count: number, read: () => T): T[] {
  return Array.from({ length: count }, read);
}
