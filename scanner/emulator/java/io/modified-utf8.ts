/** Java's modified UTF-8: NUL as two bytes, surrogates each as three (java.io.DataInput). */
export function encodeModifiedUtf8(text: string): Uint8Array {
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0 && code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return Uint8Array.from(out);
}

/** The text of modified UTF-8; undefined where it is malformed. */
export function decodeModifiedUtf8(bytes: Uint8Array): string | undefined {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const a = bytes[i] ?? 0;
    const size = a < 0x80 ? 1 : (a & 0xe0) === 0xc0 ? 2 : (a & 0xf0) === 0xe0 ? 3 : 0;
    if (size === 0 || i + size > bytes.length) return undefined;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    if ((size > 1 && (b & 0xc0) !== 0x80) || (size > 2 && (c & 0xc0) !== 0x80)) return undefined;
    text += String.fromCharCode(
      size === 1
        ? a
        : size === 2
          ? ((a & 0x1f) << 6) | (b & 0x3f)
          : ((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f),
    );
    i += size;
  }
  return text;
}
