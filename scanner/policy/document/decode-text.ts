const DECLARED = /(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,20})/u;

/**
 * The text of bytes in an encoding that is declared nowhere, or wrongly: byte order marks first, then UTF-8
 * (which hardly anything else is by chance), then what the page or the server declares, then GB 18030, which Chinese
 * pages without a declaration use. `declared` is the charset of a Content-Type header.
 */
export function decodeText(bytes: Uint8Array, declared?: string): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, 'utf-16be');
  const zeros = findZeroSide(bytes);
  if (zeros !== undefined) return decode(bytes, zeros);
  const utf8 = decode(bytes, 'utf-8');
  if (!isBroken(utf8.text)) return utf8;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  for (const label of [declared, DECLARED.exec(head)?.[1]]) {
    const encoding = label === undefined ? undefined : toKnownEncoding(label);
    if (encoding === undefined || encoding === 'utf-8') continue;
    const decoded = decode(bytes, encoding);
    if (!isBroken(decoded.text)) return decoded;
  }
  const tried = ['gb18030', 'big5', 'windows-1252'].map((encoding) => decode(bytes, encoding));
  return tried.find(({ text }) => !isBroken(text)) ?? utf8;
}

function decode(bytes: Uint8Array, encoding: string): { text: string; encoding: string } {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function toKnownEncoding(label: string): string | undefined {
  const name = label.toLowerCase();
  if (name === 'gb2312' || name === 'gbk' || name === 'gb_2312-80') return 'gb18030';
  try {
    return new TextDecoder(name).encoding;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** More than one replacement character in five hundred: another encoding, not a scratch. */
function isBroken(text: string): boolean {
  let broken = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === 0xfffd) broken += 1;
  return broken * 500 > text.length;
}

/** UTF-16 without a mark: every second byte of Latin text is zero. */
function findZeroSide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const end = Math.min(bytes.length, 400);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i++)
    if (bytes[i] === 0) {
      if (i % 2 === 0) even += 1;
      else odd += 1;
    }
  if (end < 20 || even + odd < end / 10) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}
