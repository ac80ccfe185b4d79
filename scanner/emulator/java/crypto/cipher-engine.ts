import { createCipheriv, createDecipheriv } from 'node:crypto';

/** How a cipher's data went wrong, by the name of Java's exception. */
export class CipherFailure extends Error {
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}

export type BlockSettings = {
  readonly algorithm: 'AES' | 'DES' | 'DESede' | 'ARCFOUR';
  readonly mode: string;
  readonly padding: boolean;
  readonly encrypt: boolean;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly tagBytes: number;
  readonly aad: Uint8Array;
};

export const BLOCK_BYTES: Readonly<Record<string, number>> = { AES: 16, DES: 8, DESede: 8, ARCFOUR: 1 };

/** Node's name of a block cipher and the key that it wants. */
function nodeCipher({ algorithm, mode, key }: BlockSettings): { name: string; key: Uint8Array } {
  const low = mode.toLowerCase();
  if (algorithm === 'AES') return { name: `aes-${key.length * 8}-${low === 'cfb8' ? 'cfb8' : low}`, key };
  // OpenSSL 3 has put single DES away; triple DES with one key thrice is the same function.
  const triple = algorithm === 'DES' ? Buffer.concat([key, key, key]) : key;
  return { name: low === 'ecb' ? 'des-ede3' : `des-ede3-${low}`, key: triple };
}

/** Bytes at the start of the outcome that no further data can change, of so many bytes given. */
export function readyBytes({ algorithm, mode, padding, encrypt }: BlockSettings, given: number): number {
  if (mode !== 'ECB' && mode !== 'CBC') return given;
  const size = BLOCK_BYTES[algorithm] ?? 16;
  // The last block may turn out to be padding.
  const sure = padding && !encrypt ? given - 1 : given;
  return Math.max(0, Math.floor(sure / size) * size);
}

/** The outcome between two positions, which `readyBytes` allows. */
export function runBlockPart(
  settings: BlockSettings,
  data: Uint8Array,
  from: number,
  to: number,
): Uint8Array {
  const size = BLOCK_BYTES[settings.algorithm] ?? 16;
  const whole = Math.floor(from / size) * size;
  const plain = { ...settings, padding: false };
  if (whole > 0 && settings.mode === 'ECB') return runBlockCipher(plain, data.subarray(from, to));
  // Decrypting, the block before is the vector of the next one.
  if (whole > 0 && settings.mode === 'CBC' && !settings.encrypt)
    return runBlockCipher({ ...plain, iv: data.slice(whole - size, whole) }, data.subarray(from, to));
  if (whole > 0 && settings.mode === 'CTR')
    return runBlockCipher(
      { ...plain, iv: countedOn(settings.iv, whole / size) },
      data.subarray(whole, to),
    ).subarray(from - whole);
  return runBlockCipher(plain, data.subarray(0, to)).subarray(from);
}

/** A counter so many blocks later. */
function countedOn(counter: Uint8Array, blocks: number): Uint8Array {
  const sum =
    (BigInt(`0x${Buffer.from(counter).toString('hex')}`) + BigInt(blocks)) %
    (1n << BigInt(counter.length * 8));
  return Buffer.from(sum.toString(16).padStart(counter.length * 2, '0'), 'hex');
}

/** The whole of the data through a symmetric cipher. */
export function runBlockCipher(settings: BlockSettings, data: Uint8Array): Uint8Array {
  if (settings.algorithm === 'ARCFOUR') return rc4(settings.key, data);
  const size = BLOCK_BYTES[settings.algorithm] ?? 16;
  const isBlockMode = settings.mode === 'ECB' || settings.mode === 'CBC';
  if (isBlockMode && (!settings.encrypt || !settings.padding) && data.length % size !== 0)
    throw new CipherFailure(
      'javax/crypto/IllegalBlockSizeException',
      settings.encrypt
        ? 'error:1e00007b:Cipher functions:OPENSSL_internal:WRONG_FINAL_BLOCK_LENGTH'
        : 'error:1e00007b:Cipher functions:OPENSSL_internal:WRONG_FINAL_BLOCK_LENGTH',
    );
  if (!settings.encrypt && isBlockMode && data.length === 0) return data;
  const { name, key } = nodeCipher(settings);
  if (settings.mode === 'GCM') return runGcm(name, key, settings, data);
  const iv = settings.mode === 'ECB' ? null : settings.iv;
  const cipher = settings.encrypt ? createCipheriv(name, key, iv) : createDecipheriv(name, key, iv);
  cipher.setAutoPadding(isBlockMode && settings.padding);
  try {
    return Buffer.concat([cipher.update(data), cipher.final()]);
  } catch (error) {
    throw new CipherFailure(
      'javax/crypto/BadPaddingException',
      error instanceof Error ? 'pad block corrupted' : 'bad data',
    );
  }
}

function runGcm(name: string, key: Uint8Array, settings: BlockSettings, data: Uint8Array): Uint8Array {
  const { iv, aad, tagBytes, encrypt } = settings;
  const kind = name as 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm';
  if (encrypt) {
    const cipher = createCipheriv(kind, key, iv, { authTagLength: tagBytes });
    cipher.setAAD(aad);
    return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]);
  }
  if (data.length < tagBytes) throw new CipherFailure('javax/crypto/AEADBadTagException', 'Input too short');
  const cipher = createDecipheriv(kind, key, iv, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  cipher.setAuthTag(data.subarray(data.length - tagBytes));
  try {
    return Buffer.concat([cipher.update(data.subarray(0, data.length - tagBytes)), cipher.final()]);
  } catch {
    throw new CipherFailure('javax/crypto/AEADBadTagException', 'BAD_DECRYPT');
  }
}

/** RC4, which Node has no more and old SDKs still use. */
function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    [state[i], state[j]] = [state[j] ?? 0, state[i] ?? 0];
  }
  let i = 0;
  let j = 0;
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + (state[i] ?? 0)) & 255;
    [state[i], state[j]] = [state[j] ?? 0, state[i] ?? 0];
    return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
  });
}
