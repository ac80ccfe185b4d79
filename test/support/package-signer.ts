import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A key with a self-signed certificate, made for a test. */
export type Identity = {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly certificate: Buffer;
  readonly publicKey: Buffer;
  /** Id of the APK signature algorithm that the key signs with. */
  readonly algorithmId: number;
};

export function makeIdentity(name: string, kind: 'rsa' | 'ec' = 'ec'): Identity {
  const pair =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' });
  const algorithm = kind === 'rsa' ? seq(oid('2a864886f70d01010b'), der(5)) : seq(oid('2a8648ce3d040302'));
  const subject = seq(der(0x31, seq(oid('550403'), der(0x0c, Buffer.from(name)))));
  const validity = seq(der(0x17, Buffer.from('240101000000Z')), der(0x18, Buffer.from('20540101000000Z')));
  const serial = createHash('sha256').update(publicKey).digest().subarray(0, 8);
  serial[0] = 0x01;
  const tbs = seq(
    der(0xa0, der(2, Buffer.from([2]))),
    der(2, serial),
    algorithm,
    subject,
    validity,
    subject,
    publicKey,
  );
  const signature = sign('sha256', tbs, pair.privateKey);
  const certificate = seq(tbs, algorithm, der(3, Buffer.concat([Buffer.alloc(1), signature])));
  return {
    name,
    privateKey: pair.privateKey,
    certificate,
    publicKey,
    algorithmId: kind === 'rsa' ? 0x0103 : 0x0201,
  };
}

export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const size = content.byteLength;
  const length =
    size < 0x80
      ? [size]
      : size < 0x100
        ? [0x81, size]
        : size < 0x10000
          ? [0x82, size >> 8, size & 0xff]
          : [0x83, size >> 16, (size >> 8) & 0xff, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function seq(...contents: readonly Uint8Array[]): Buffer {
  return der(0x30, ...contents);
}

function oid(hex: string): Buffer {
  return der(6, Buffer.from(hex, 'hex'));
}

export type BlockSpec = {
  readonly scheme: 'v2' | 'v3' | 'v3.1';
  readonly by: Identity;
  readonly minSdk?: number;
  readonly maxSdk?: number;
  /** Oldest first, the signer last. */
  readonly lineage?: readonly Identity[];
  readonly attributes?: readonly { readonly id: number; readonly value: Uint8Array }[];
};

const BLOCK_IDS = { v2: 0x7109871a, v3: 0xf05368c0, 'v3.1': 0x1b93ad61 } as const;

/** Signs a zip without signing block: inserts a block with the schemes asked for before its central directory. */
export function signZip(zip: Buffer, specs: readonly BlockSpec[]): Buffer {
  const end = zip.byteLength - 22;
  const directory = zip.readUInt32LE(end + 16);
  const digest = digestOf([zip.subarray(0, directory), zip.subarray(directory, end), zip.subarray(end)]);
  const pairs = specs.map((spec) => {
    const value = Buffer.concat([u32(BLOCK_IDS[spec.scheme]), lp(lp(signer(spec, digest)))]);
    return Buffer.concat([u64(value.byteLength), value]);
  });
  const body = Buffer.concat(pairs);
  const size = u64(body.byteLength + 24);
  const block = Buffer.concat([size, body, size, Buffer.from('APK Sig Block 42')]);
  const tail = Buffer.from(zip.subarray(directory));
  tail.writeUInt32LE(directory + block.byteLength, tail.byteLength - 22 + 16);
  return Buffer.concat([zip.subarray(0, directory), block, tail]);
}

function signer(spec: BlockSpec, digest: Buffer): Buffer {
  const { by } = spec;
  const range =
    spec.scheme === 'v2'
      ? Buffer.alloc(0)
      : Buffer.concat([u32(spec.minSdk ?? 28), u32(spec.maxSdk ?? 0x7fffffff)]);
  const attributes = [...(spec.attributes ?? [])];
  if (spec.lineage !== undefined) attributes.push({ id: 0x3ba06f8c, value: lineage(spec.lineage) });
  const signedData = Buffer.concat([
    lp(lp(Buffer.concat([u32(by.algorithmId), lp(digest)]))),
    lp(lp(by.certificate)),
    range,
    lp(Buffer.concat(attributes.map(({ id, value }) => lp(Buffer.concat([u32(id), value]))))),
  ]);
  const signature = sign('sha256', signedData, by.privateKey);
  return Buffer.concat([
    lp(signedData),
    range,
    lp(lp(Buffer.concat([u32(by.algorithmId), lp(signature)]))),
    lp(by.publicKey),
  ]);
}

function lineage(identities: readonly Identity[]): Buffer {
  const nodes = identities.map((identity, index) => {
    const former = identities[index - 1];
    const signedData = Buffer.concat([lp(identity.certificate), u32(former?.algorithmId ?? 0)]);
    const signature = former === undefined ? Buffer.alloc(0) : sign('sha256', signedData, former.privateKey);
    return lp(Buffer.concat([lp(signedData), u32(0x1f), u32(identity.algorithmId), lp(signature)]));
  });
  return Buffer.concat([u32(1), ...nodes]);
}

function digestOf(sections: readonly Uint8Array[]): Buffer {
  const chunks: Buffer[] = [];
  for (const section of sections)
    for (let at = 0; at < section.byteLength; at += 1 << 20) {
      const part = section.subarray(at, at + (1 << 20));
      chunks.push(
        createHash('sha256')
          .update(Buffer.from([0xa5]))
          .update(u32(part.byteLength))
          .update(part)
          .digest(),
      );
    }
  return createHash('sha256')
    .update(Buffer.from([0x5a]))
    .update(u32(chunks.length))
    .update(Buffer.concat(chunks))
    .digest();
}

function lp(bytes: Uint8Array): Buffer {
  return Buffer.concat([u32(bytes.byteLength), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0, 0);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value), 0);
  return bytes;
}
