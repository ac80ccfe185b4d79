import { ScanError } from '../errors.ts';
import type { PolicyWord } from '../data/index.ts';
import type { DexFile } from '../dex/index.ts';
import type { ChannelIndex } from './channel-index.ts';
import type { PermissionNeedIndex } from './permission-needs.ts';

/** Why a string constant is of interest; several may hold. */
export const STRING_MARK = {
  /** Opens a channel to personal information by itself. */
  channel: 1,
  /** Holds an address on a network. */
  url: 2,
  /** Reads like a privacy policy, agreement or consent. */
  policy: 4,
  /** Decides what a call reads when it is given as its argument, e.g. `android_id`. */
  tested: 8,
  /** Names a method for reflection, e.g. `getDeviceId`. */
  member: 16,
  /** An intent action or a path that needs a permission. */
  need: 32,
} as const;

const URL_HINT = '://';
const MAX_POLICY_CHARS = 2000;

/** Cheap tests that most strings fail. A test holds the stems to the table of words. */
const BEYOND_LATIN = /[\u2e80-\uffff]/;
const ENGLISH_STEM = /priva|polic|agree|terms|consent|accept|licen|have read/i;

/** A test for wordings of privacy policies, agreements and consent. */
export function toPolicyTest(words: readonly PolicyWord[]): (text: string) => boolean {
  const zh = new RegExp(
    words
      .filter((word) => word.language === 'zh')
      .map((word) => word.word)
      .join('|'),
  );
  const english = words.filter((word) => word.language === 'en').map((word) => word.word);
  const en = new RegExp(english.map((word) => `(?<![a-z])${word}(?![a-z])`).join('|'), 'i');
  return (text) =>
    text.length <= MAX_POLICY_CHARS &&
    ((BEYOND_LATIN.test(text) && zh.test(text)) || (ENGLISH_STEM.test(text) && en.test(text)));
}

const LOOKED_AT = 0x80;

/**
 * Marks of a file's strings by index, made when code first loads one: most of a pool are names and descriptors that no
 * instruction loads, and those are never read for this. A string that is broken has no marks.
 */
export class StringMarks {
  private readonly marks: Uint8Array;
  private readonly dex: DexFile;
  private readonly channels: ChannelIndex;
  private readonly needs: PermissionNeedIndex;
  private readonly isPolicyText: (text: string) => boolean;

  constructor(
    dex: DexFile,
    channels: ChannelIndex,
    needs: PermissionNeedIndex,
    isPolicyText: (text: string) => boolean,
  ) {
    this.marks = new Uint8Array(dex.stringCount);
    this.dex = dex;
    this.channels = channels;
    this.needs = needs;
    this.isPolicyText = isPolicyText;
  }

  of(index: number): number {
    const known = this.marks[index];
    if (known === undefined) return 0;
    if (known !== 0) return known & ~LOOKED_AT;
    const text = findString(this.dex, index);
    const mark = text === undefined ? 0 : this.markOf(text);
    this.marks[index] = mark | LOOKED_AT;
    return mark;
  }

  private markOf(text: string): number {
    const { channels } = this;
    let mark = this.needs.findText(text) === undefined ? 0 : STRING_MARK.need;
    if (text.length < 2) return mark;
    if (channels.findByText(text, false).length > 0) mark |= STRING_MARK.channel;
    if (text.includes(URL_HINT) && !text.startsWith('content:')) mark |= STRING_MARK.url;
    if (channels.testedTexts.has(text)) mark |= STRING_MARK.tested;
    if (channels.tellingNames.has(text)) mark |= STRING_MARK.member;
    if (text.length >= 4 && !isDescriptor(text) && this.isPolicyText(text)) mark |= STRING_MARK.policy;
    return mark;
  }
}

/** The pool holds the names of types, too; none of them speaks to people. */
function isDescriptor(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first === 0x4c || first === 0x5b) && text.endsWith(';');
}

function findString(dex: DexFile, index: number): string | undefined {
  try {
    return dex.string(index);
  } catch (error) {
    if (error instanceof ScanError && error.code === 'BAD_DEX') return undefined;
    throw error;
  }
}
