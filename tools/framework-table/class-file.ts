/** A class of the platform's public API, read from stubs. */
export type StubClass = {
  /** Internal name, e.g. `android/view/View$OnClickListener`. */
  readonly name: string;
  flags: number;
  readonly superName: string;
  readonly interfaces: readonly string[];
  readonly since: number;
  readonly members: StubMember[];
  readonly isPublicApi: boolean;
};

export type StubMember = {
  readonly kind: 'F' | 'M';
  readonly flags: number;
  readonly name: string;
  readonly descriptor: string;
  /** A field's compile-time constant as JSON. */
  readonly constant?: string;
  readonly since: number;
};

const accPublic = 0x1;
const accProtected = 0x4;

type Constant =
  | { readonly kind: 'utf8'; readonly text: string }
  | { readonly kind: 'value'; readonly json: string }
  | { readonly kind: 'ref'; readonly index: number }
  | { readonly kind: 'other' };

/** Reads one class file (JVM specification, chapter 4): names, flags, descriptors and constant values. */
export function readClassFile(bytes: Uint8Array): StubClass {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  const u1 = () => view.getUint8(at++);
  const u2 = () => ((at += 2), view.getUint16(at - 2));
  const u4 = () => ((at += 4), view.getUint32(at - 4));

  const pool: Constant[] = [{ kind: 'other' }];
  const poolCount = u2();
  while (pool.length < poolCount) {
    const tag = u1();
    switch (tag) {
      case 1: {
        const length = u2();
        pool.push({ kind: 'utf8', text: Buffer.from(bytes.subarray(at, at + length)).toString('utf8') });
        at += length;
        break;
      }
      case 3:
        pool.push({ kind: 'value', json: String(view.getInt32(at)) });
        at += 4;
        break;
      case 4:
        pool.push({ kind: 'value', json: toJsonNumber(view.getFloat32(at)) });
        at += 4;
        break;
      case 5:
        pool.push({ kind: 'value', json: JSON.stringify(String(view.getBigInt64(at))) }, { kind: 'other' });
        at += 8;
        break;
      case 6:
        pool.push({ kind: 'value', json: toJsonNumber(view.getFloat64(at)) }, { kind: 'other' });
        at += 8;
        break;
      case 7:
      case 8:
      case 16:
      case 19:
      case 20:
        pool.push({ kind: 'ref', index: u2() });
        break;
      case 9:
      case 10:
      case 11:
      case 12:
      case 17:
      case 18:
        pool.push({ kind: 'other' });
        at += 4;
        break;
      case 15:
        pool.push({ kind: 'other' });
        at += 3;
        break;
      default:
        throw new Error(`constant pool tag ${tag} at ${at}`);
    }
  }
  const utf8 = (index: number) => {
    const constant = pool[index];
    return constant?.kind === 'utf8' ? constant.text : '';
  };
  const className = (index: number) => {
    const constant = pool[index];
    return constant?.kind === 'ref' ? utf8(constant.index) : '';
  };

  let flags = u2();
  const name = className(u2());
  const superName = className(u2());
  const interfaces = Array.from({ length: u2() }, () => className(u2()));

  const members: StubMember[] = [];
  for (const kind of ['F', 'M'] as const) {
    for (let remaining = u2(); remaining > 0; remaining--) {
      const memberFlags = u2();
      const memberName = utf8(u2());
      const descriptor = utf8(u2());
      let constant: string | undefined;
      for (let attributes = u2(); attributes > 0; attributes--) {
        const attribute = utf8(u2());
        const length = u4();
        if (attribute === 'ConstantValue') constant = constantJson(pool, view.getUint16(at), utf8);
        at += length;
      }
      if ((memberFlags & (accPublic | accProtected)) === 0) continue;
      members.push({
        kind,
        flags: memberFlags,
        name: memberName,
        descriptor,
        ...(constant !== undefined && { constant }),
        since: 1,
      });
    }
  }
  for (let attributes = u2(); attributes > 0; attributes--) {
    const attribute = utf8(u2());
    const length = u4();
    // A nested class keeps its source-level flags (static, protected) only here.
    if (attribute === 'InnerClasses') {
      for (let entry = 0; entry < view.getUint16(at); entry++) {
        if (className(view.getUint16(at + 2 + entry * 8)) === name)
          flags |= view.getUint16(at + 8 + entry * 8);
      }
    }
    at += length;
  }
  return {
    name,
    flags,
    superName,
    interfaces,
    since: 1,
    members,
    isPublicApi: (flags & (accPublic | accProtected)) !== 0,
  };
}

function constantJson(
  pool: readonly Constant[],
  index: number,
  utf8: (index: number) => string,
): string | undefined {
  const constant = pool[index];
  if (constant?.kind === 'value') return constant.json;
  if (constant?.kind === 'ref') return JSON.stringify(utf8(constant.index));
  return undefined;
}

function toJsonNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
}
