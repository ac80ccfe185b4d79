import type { ByteView } from '../bytes.ts';

/**
 * A device configuration, or the qualifiers of a resource (ResTable_config). 0 and `''` mean any. The packed bytes
 * (`screenLayout`, `uiMode`, `inputFlags`, ...) are kept as android.content.res.Configuration and the framework use them.
 */
export type ResConfig = {
  readonly mcc: number;
  readonly mnc: number;
  /** ISO 639, 2 or 3 letters, lower case. */
  readonly language: string;
  /** ISO 3166 (2 letters, upper case) or UN M.49 (3 digits). */
  readonly region: string;
  /** ISO 15924, e.g. `Hant`, where written; else the likely one of language and region counts. */
  readonly script: string;
  readonly variant: string;
  readonly numberingSystem: string;
  /** 1 portrait, 2 landscape, 3 square. */
  readonly orientation: number;
  readonly touchscreen: number;
  /** Dots per inch; 0xfffe any, 0xffff none. */
  readonly density: number;
  readonly keyboard: number;
  readonly navigation: number;
  readonly inputFlags: number;
  readonly grammaticalGender: number;
  readonly screenWidthPx: number;
  readonly screenHeightPx: number;
  readonly sdkVersion: number;
  readonly minorVersion: number;
  readonly screenLayout: number;
  readonly uiMode: number;
  readonly smallestScreenWidthDp: number;
  readonly screenWidthDp: number;
  readonly screenHeightDp: number;
  readonly screenLayout2: number;
  readonly colorMode: number;
};

export const DEFAULT_CONFIG: ResConfig = {
  mcc: 0,
  mnc: 0,
  language: '',
  region: '',
  script: '',
  variant: '',
  numberingSystem: '',
  orientation: 0,
  touchscreen: 0,
  density: 0,
  keyboard: 0,
  navigation: 0,
  inputFlags: 0,
  grammaticalGender: 0,
  screenWidthPx: 0,
  screenHeightPx: 0,
  sdkVersion: 0,
  minorVersion: 0,
  screenLayout: 0,
  uiMode: 0,
  smallestScreenWidthDp: 0,
  screenWidthDp: 0,
  screenHeightDp: 0,
  screenLayout2: 0,
  colorMode: 0,
};

export const DENSITY_ANY = 0xfffe;
export const DENSITY_NONE = 0xffff;

/** Reads a ResTable_config of whatever size its first field tells; fields that older versions lack are 0. */
export function readConfig(view: ByteView, offset: number, limit: number): ResConfig {
  const declared = offset + 4 <= limit ? view.u32(offset) : 0;
  const end = Math.min(limit, offset + declared);
  const u8 = (at: number): number => (offset + at + 1 <= end ? view.u8(offset + at) : 0);
  const u16 = (at: number): number => (offset + at + 2 <= end ? view.u16(offset + at) : 0);
  const chars = (at: number, count: number): string => {
    let text = '';
    for (let index = 0; index < count; index += 1) {
      const code = u8(at + index);
      if (code === 0) break;
      text += String.fromCharCode(code);
    }
    return text;
  };
  const language = unpackLetters(u8(8), u8(9), 0x61);
  const region = unpackLetters(u8(10), u8(11), 0x30);
  return {
    mcc: u16(4),
    mnc: u16(6),
    language,
    region,
    // Byte 52 tells that the script was computed at build time.
    script: u8(52) === 0 ? chars(36, 4) : '',
    variant: chars(40, 8),
    numberingSystem: chars(53, 8),
    orientation: u8(12),
    touchscreen: u8(13),
    density: u16(14),
    keyboard: u8(16),
    navigation: u8(17),
    inputFlags: u8(18),
    grammaticalGender: u8(19),
    screenWidthPx: u16(20),
    screenHeightPx: u16(22),
    sdkVersion: u16(24),
    minorVersion: u16(26),
    screenLayout: u8(28),
    uiMode: u8(29),
    smallestScreenWidthDp: u16(30),
    screenWidthDp: u16(32),
    screenHeightDp: u16(34),
    screenLayout2: u8(48),
    colorMode: u8(49),
  };
}

/** Two letters as they are, or three packed in 15 bits when the high bit is set (unpackLanguageOrRegion). */
function unpackLetters(first: number, second: number, base: number): string {
  if ((first & 0x80) !== 0) {
    const letters = [second & 0x1f, ((second & 0xe0) >> 5) + ((first & 0x03) << 3), (first & 0x7c) >> 2];
    return String.fromCharCode(...letters.map((letter) => letter + base));
  }
  return first === 0 ? '' : String.fromCharCode(first, second);
}

/** A copy of the configuration with its locale replaced by a BCP 47 tag such as `zh-Hant-HK`; `''` for none. */
export function withLocale(config: ResConfig, tag: string): ResConfig {
  const parts = tag.split('-');
  const language = parts.shift() ?? '';
  let script = '';
  let region = '';
  let variant = '';
  for (const part of parts) {
    if (/^[A-Za-z]{4}$/u.test(part) && script === '')
      script = part[0]?.toUpperCase() + part.slice(1).toLowerCase();
    else if (/^(?:[A-Za-z]{2}|\d{3})$/u.test(part) && region === '') region = part.toUpperCase();
    else if (/^(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3})$/u.test(part) && variant === '')
      variant = part.toLowerCase();
    else break;
  }
  return {
    ...config,
    language: language.toLowerCase(),
    region,
    script,
    variant,
    numberingSystem: '',
  };
}

/** The configuration's locale as a BCP 47 tag; `''` when it has none. */
export function toLanguageTag(config: ResConfig): string {
  if (config.language === '') return '';
  const parts = [config.language];
  if (config.script !== '') parts.push(config.script);
  if (config.region !== '') parts.push(config.region);
  if (config.variant !== '') parts.push(config.variant);
  return parts.join('-');
}
