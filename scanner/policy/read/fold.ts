const FOLDED = /[A-Z\uff01-\uff5e\u2018\u2019\u00a0\u3000]/u;

/** The text in small letters and half width, of the same length, so that offsets stay true. */
export function fold(text: string): string {
  if (!FOLDED.test(text)) return text;
  return text.replace(/[A-Z\uff01-\uff5e\u2018\u2019\u00a0\u3000]/gu, (char) => {
    const code = char.charCodeAt(0);
    if (code >= 0xff01) return String.fromCharCode(code - 0xfee0).toLowerCase();
    if (code === 0x2018 || code === 0x2019) return "'";
    return code === 0xa0 || code === 0x3000 ? ' ' : char.toLowerCase();
  });
}

export function isCjk(code: number): boolean {
  return (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff);
}

/** A small Latin letter or a digit of folded text. */
export function isWordChar(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}
