import { RegexSyntaxError } from './syntax.ts';
import type { CharTest } from './syntax.ts';

/** A test remembered for the first 256 code points, which is nearly all that is ever asked. */
export function remembered(test: CharTest): CharTest {
  const known = new Uint8Array(256);
  for (let code = 0; code < 256; code++) known[code] = test(code) ? 1 : 0;
  return (code) => (code < 256 ? known[code] === 1 : test(code));
}

export function not(test: CharTest): CharTest {
  return (code) => !test(code);
}

export function range(from: number, to: number): CharTest {
  return (code) => code >= from && code <= to;
}

function oneOf(text: string): CharTest {
  const codes = new Set([...text].map((char) => char.codePointAt(0)));
  return (code) => codes.has(code);
}

const isDigit = range(0x30, 0x39);
const isSpace = oneOf(' \t\n\v\f\r');
const isLower = range(0x61, 0x7a);
const isUpper = range(0x41, 0x5a);
const isAlpha: CharTest = (code) => isLower(code) || isUpper(code);
export const isWord: CharTest = (code) => isAlpha(code) || isDigit(code) || code === 0x5f;
const isPunct: CharTest = (code) =>
  (code >= 0x21 && code <= 0x2f) ||
  (code >= 0x3a && code <= 0x40) ||
  (code >= 0x5b && code <= 0x60) ||
  (code >= 0x7b && code <= 0x7e);
const isHorizontal = oneOf(
  ' \t\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000',
);
const isVertical = oneOf('\n\v\f\r\u0085\u2028\u2029');

/** The classes that a letter after a backslash names. */
export const ESCAPED: Readonly<Record<string, CharTest>> = {
  d: isDigit,
  D: not(isDigit),
  s: isSpace,
  S: not(isSpace),
  w: isWord,
  W: not(isWord),
  h: isHorizontal,
  H: not(isHorizontal),
  v: isVertical,
  V: not(isVertical),
};

const POSIX: Readonly<Record<string, CharTest>> = {
  Lower: isLower,
  Upper: isUpper,
  ASCII: range(0, 0x7f),
  Alpha: isAlpha,
  Digit: isDigit,
  Alnum: (code) => isAlpha(code) || isDigit(code),
  Punct: isPunct,
  Graph: range(0x21, 0x7e),
  Print: range(0x20, 0x7e),
  Blank: (code) => code === 0x20 || code === 9,
  Cntrl: (code) => code < 0x20 || code === 0x7f,
  XDigit: (code) => isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66),
  Space: isSpace,
};

/** Java's own names for Unicode properties, and those of blocks that apps use, in JavaScript's words. */
const RENAMED: Readonly<Record<string, string>> = {
  javaLowerCase: 'Ll',
  javaUpperCase: 'Lu',
  javaLetter: 'L',
  javaDigit: 'Nd',
  javaWhitespace: 'White_Space',
  IsAlphabetic: 'Alphabetic',
  IsIdeographic: 'Ideographic',
  IsLetter: 'L',
  IsLowercase: 'Lowercase',
  IsUppercase: 'Uppercase',
  IsPunctuation: 'P',
  IsControl: 'Cc',
  IsWhite_Space: 'White_Space',
  IsDigit: 'Nd',
  IsEmoji: 'Emoji',
};
const BLOCKS: Readonly<Record<string, readonly [number, number]>> = {
  CJKUNIFIEDIDEOGRAPHS: [0x4e00, 0x9fff],
  BASICLATIN: [0, 0x7f],
  'LATIN-1SUPPLEMENT': [0x80, 0xff],
  HIRAGANA: [0x3040, 0x309f],
  KATAKANA: [0x30a0, 0x30ff],
  CYRILLIC: [0x400, 0x4ff],
  GREEK: [0x370, 0x3ff],
  COMBININGDIACRITICALMARKS: [0x300, 0x36f],
  GENERALPUNCTUATION: [0x2000, 0x206f],
  CJKSYMBOLSANDPUNCTUATION: [0x3000, 0x303f],
  HALFWIDTHANDFULLWIDTHFORMS: [0xff00, 0xffef],
};

/** The class of `\p{name}`. */
export function propertyClass(name: string, index: number): CharTest {
  const posix = POSIX[name];
  if (posix !== undefined) return posix;
  const block =
    BLOCKS[
      name
        .replace(/^In|^(block|blk)=/, '')
        .replaceAll(/[_ ]/g, '')
        .toUpperCase()
    ];
  if (block !== undefined && /^In|^(block|blk)=/.test(name)) return range(block[0], block[1]);
  const script = /^(?:Is|script=|sc=)(\w+)$/.exec(name)?.[1];
  const renamed = RENAMED[name] ?? (/^(general_category|gc)=/.test(name) ? name.replace(/^.*=/, '') : name);
  for (const property of [renamed, ...(script === undefined ? [] : [script, `Script=${script}`])]) {
    const test = jsProperty(property);
    if (test !== undefined) return test;
  }
  throw new RegexSyntaxError(`Unknown character property name {${name}}`, index);
}

function jsProperty(property: string): CharTest | undefined {
  // Only letters, digits and the equals sign come through: nothing of the app's becomes syntax.
  if (!/^[A-Za-z0-9_]+(=[A-Za-z0-9_]+)?$/.test(property)) return undefined;
  let tester: RegExp;
  try {
    tester = new RegExp(`^\\p{${property}}$`, 'u');
  } catch {
    return undefined;
  }
  return (code) => tester.test(String.fromCodePoint(code));
}

/** A class that takes both cases of what it held. */
export function ignoringCase(test: CharTest): CharTest {
  return (code) => {
    if (test(code)) return true;
    const char = String.fromCodePoint(code);
    return single(test, char.toLowerCase()) || single(test, char.toUpperCase());
  };
}

function single(test: CharTest, text: string): boolean {
  const code = text.codePointAt(0) ?? 0;
  return String.fromCodePoint(code) === text && test(code);
}

/** Folds a code point, for comparison without case. */
export function fold(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  const upper = String.fromCodePoint(code).toUpperCase();
  const lower = (upper.length <= 2 ? upper : String.fromCodePoint(code)).toLowerCase();
  return lower.codePointAt(0) ?? code;
}
