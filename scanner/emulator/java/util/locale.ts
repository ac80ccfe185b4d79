import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { javaHost, perMachine } from '../java-host.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';

export type LocalePeer = { language: string; country: string; variant: string; script: string };
export type Locale = JavaObject<LocalePeer>;

/** Constants of java.util.Locale, as language and country. */
const CONSTANTS: Readonly<Record<string, readonly [language: string, country: string]>> = {
  ENGLISH: ['en', ''],
  FRENCH: ['fr', ''],
  GERMAN: ['de', ''],
  ITALIAN: ['it', ''],
  JAPANESE: ['ja', ''],
  KOREAN: ['ko', ''],
  CHINESE: ['zh', ''],
  SIMPLIFIED_CHINESE: ['zh', 'CN'],
  TRADITIONAL_CHINESE: ['zh', 'TW'],
  FRANCE: ['fr', 'FR'],
  GERMANY: ['de', 'DE'],
  ITALY: ['it', 'IT'],
  JAPAN: ['ja', 'JP'],
  KOREA: ['ko', 'KR'],
  CHINA: ['zh', 'CN'],
  PRC: ['zh', 'CN'],
  TAIWAN: ['zh', 'TW'],
  UK: ['en', 'GB'],
  US: ['en', 'US'],
  CANADA: ['en', 'CA'],
  CANADA_FRENCH: ['fr', 'CA'],
  ROOT: ['', ''],
};

export function newLocale(vm: Machine, language: string, country = '', variant = '', script = ''): Locale {
  const key = `locale ${language} ${country} ${variant} ${script}`;
  const known = vm.shared.get(key);
  if (known !== undefined) return known as Locale;
  const made = vm.newObject<LocalePeer>('java/util/Locale');
  made.peer = { language, country, variant, script };
  vm.shared.set(key, made);
  return made;
}

const current = perMachine((vm) => {
  const { language, country } = javaHost(vm).locale ?? { language: 'zh', country: 'CN' };
  return { locale: newLocale(vm, language, country) };
});

/** The locale that the phone, or the app by setDefault, is set to. */
export function defaultLocale(vm: Machine): Locale {
  return current(vm).locale;
}

/** Changes the default locale, as the phone's settings or the app do. */
export function setDefaultLocale(vm: Machine, locale: Locale): void {
  current(vm).locale = locale;
}

function setUp(self: Locale, language: string, country: string, variant: string): void {
  // Old codes stay old, as Java keeps them.
  const code = { he: 'iw', yi: 'ji', id: 'in' }[language.toLowerCase()] ?? language.toLowerCase();
  self.peer = { language: code, country: country.toUpperCase(), variant, script: '' };
}

export function languageTag({ language, country, variant, script }: LocalePeer): string {
  const modern = { iw: 'he', ji: 'yi', in: 'id' }[language] ?? language;
  return [modern === '' ? 'und' : modern, script, country, variant].filter((part) => part !== '').join('-');
}

function parseTag(vm: Machine, tag: string): Locale {
  const parts = tag.split(/[-_]/);
  let [language = ''] = parts;
  if (!/^[a-zA-Z]{2,8}$/.test(language) || language.toLowerCase() === 'und') language = '';
  const rest = parts.slice(1);
  const script = rest.find((part) => /^[a-zA-Z]{4}$/.test(part)) ?? '';
  const country = rest.find((part) => /^([a-zA-Z]{2}|\d{3})$/.test(part)) ?? '';
  const variant = rest.find((part) => /^([0-9a-zA-Z]{5,8}|\d[0-9a-zA-Z]{3})$/.test(part)) ?? '';
  const cased = script === '' ? '' : script.charAt(0).toUpperCase() + script.slice(1).toLowerCase();
  const old = { he: 'iw', yi: 'ji', id: 'in' }[language.toLowerCase()] ?? language.toLowerCase();
  return newLocale(vm, old, country.toUpperCase(), variant, cased);
}

function localeText({ language, country, variant, script }: LocalePeer): string {
  let text = language;
  if (country !== '' || (language !== '' && (variant !== '' || script !== ''))) text += `_${country}`;
  if (variant !== '') text += `_${variant}`;
  if (script !== '') text += `_#${script}`;
  return text;
}

/** A name of a language or region in words of the given locale, by the host's tables. */
function displayName(type: 'language' | 'region' | 'script', code: string, inside: LocalePeer): string {
  if (code === '') return '';
  const locale = languageTag(inside);
  return (
    new Intl.DisplayNames([locale === 'und' ? 'en' : locale], { type, fallback: 'code' }).of(code) ?? code
  );
}

function fullName(self: LocalePeer, inside: LocalePeer): string {
  const language = displayName('language', self.language, inside);
  const country = displayName('region', self.country, inside);
  if (language === '') return country;
  return country === ''
    ? language
    : inside.language === 'zh'
      ? `${language} (${country})`
      : `${language} (${country})`;
}

const same = (a: LocalePeer, b: LocalePeer) =>
  a.language === b.language && a.country === b.country && a.variant === b.variant && a.script === b.script;

function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** As Java mixes the parts, so that maps keyed by locales keep their order. */
function localeHash({ language, script, country, variant }: LocalePeer): number {
  return [language, script, country, variant].reduce(
    (hash, part) => (Math.imul(31, hash) + hashText(part)) | 0,
    0,
  );
}

const locale = defineClass({
  name: 'java/util/Locale',
  flags: 'final',
  interfaces: ['java/lang/Cloneable', 'java/io/Serializable'],
  fields: Object.fromEntries(
    Object.entries(CONSTANTS).map(([name, [language, country]]) => [
      `static final ${name}:Ljava/util/Locale;`,
      (vm: Machine) => newLocale(vm, language, country),
    ]),
  ),
  methods: methods({
    'new(String)': (vm, self: Locale, language: Ref) => setUp(self, vm.text(language), '', ''),
    'new(String, String)': (vm, self: Locale, language: Ref, country: Ref) =>
      setUp(self, vm.text(language), vm.text(country), ''),
    'new(String, String, String)': (vm, self: Locale, language: Ref, country: Ref, variant: Ref) =>
      setUp(self, vm.text(language), vm.text(country), vm.text(variant)),
    'static Locale getDefault()': (vm) => defaultLocale(vm),
    'static Locale getDefault(java/util/Locale$Category)': (vm, _category: Ref) => defaultLocale(vm),
    'static void setDefault(Locale)': (vm, made: Locale | null) => {
      if (made === null) vm.throwNew('java/lang/NullPointerException');
      else setDefaultLocale(vm, made);
    },
    'static Locale forLanguageTag(String)': (vm, tag: Ref) => parseTag(vm, vm.text(tag)),
    'static Locale[] getAvailableLocales()': (vm) =>
      vm.arrayOf(
        '[Ljava/util/Locale;',
        Object.values(CONSTANTS).map(([language, country]) => newLocale(vm, language, country)),
      ),
    'static String[] getISOCountries()': (vm) =>
      vm.arrayOf('[Ljava/lang/String;', ['CN', 'DE', 'FR', 'GB', 'HK', 'IT', 'JP', 'KR', 'TW', 'US']),
    'String getLanguage()': (_vm, self: Locale) => self.peer.language,
    'String getCountry()': (_vm, self: Locale) => self.peer.country,
    'String getVariant()': (_vm, self: Locale) => self.peer.variant,
    'String getScript()': (_vm, self: Locale) => self.peer.script,
    'String toLanguageTag()': (_vm, self: Locale) => languageTag(self.peer),
    'String toString()': (_vm, self: Locale) => localeText(self.peer),
    'String getISO3Language()': (_vm, self: Locale) =>
      ({ zh: 'zho', en: 'eng', ja: 'jpn', ko: 'kor', fr: 'fra', de: 'deu', it: 'ita', es: 'spa', ru: 'rus' })[
        self.peer.language
      ] ?? self.peer.language,
    'String getISO3Country()': (_vm, self: Locale) =>
      ({ CN: 'CHN', US: 'USA', GB: 'GBR', JP: 'JPN', KR: 'KOR', FR: 'FRA', DE: 'DEU', TW: 'TWN', HK: 'HKG' })[
        self.peer.country
      ] ?? self.peer.country,
    'String getDisplayLanguage()': (vm, self: Locale) =>
      displayName('language', self.peer.language, defaultLocale(vm).peer),
    'String getDisplayLanguage(Locale)': (_vm, self: Locale, inside: Locale) =>
      displayName('language', self.peer.language, inside.peer),
    'String getDisplayCountry()': (vm, self: Locale) =>
      displayName('region', self.peer.country, defaultLocale(vm).peer),
    'String getDisplayCountry(Locale)': (_vm, self: Locale, inside: Locale) =>
      displayName('region', self.peer.country, inside.peer),
    'String getDisplayName()': (vm, self: Locale) => fullName(self.peer, defaultLocale(vm).peer),
    'String getDisplayName(Locale)': (_vm, self: Locale, inside: Locale) => fullName(self.peer, inside.peer),
    'String getDisplayScript()': (vm, self: Locale) =>
      displayName('script', self.peer.script, defaultLocale(vm).peer),
    'boolean hasExtensions()': () => false,
    'Locale stripExtensions()': (_vm, self: Locale) => self,
    'java/lang/String getUnicodeLocaleType(String)': (): JavaString | null => null,
    'String getExtension(char)': () => null,
    'boolean equals(Object)': (_vm, self: Locale, other: Ref) =>
      other !== null && other.cls === self.cls && same(self.peer, (other as Locale).peer),
    'int hashCode()': (_vm, self: Locale) => localeHash(self.peer),
    'Object clone()': (_vm, self: Locale) => self,
  }),
});

type CurrencyObject = JavaObject<{ code: string }>;

const OF_COUNTRY: Readonly<Record<string, string>> = {
  CN: 'CNY',
  US: 'USD',
  GB: 'GBP',
  JP: 'JPY',
  KR: 'KRW',
  TW: 'TWD',
  HK: 'HKD',
  FR: 'EUR',
  DE: 'EUR',
  IT: 'EUR',
  ES: 'EUR',
  CA: 'CAD',
  AU: 'AUD',
  IN: 'INR',
  RU: 'RUB',
  SG: 'SGD',
};

function newCurrency(vm: Machine, code: string): CurrencyObject {
  if (!Intl.supportedValuesOf('currency').includes(code))
    vm.throwNew('java/lang/IllegalArgumentException', code);
  const key = `currency ${code}`;
  const known = vm.shared.get(key);
  if (known !== undefined) return known as CurrencyObject;
  const made = vm.newObject<{ code: string }>('java/util/Currency');
  made.peer = { code };
  vm.shared.set(key, made);
  return made;
}

function symbol(code: string, inside: LocalePeer): string {
  const tag = languageTag(inside);
  const parts = new Intl.NumberFormat(tag === 'und' ? 'en' : tag, {
    style: 'currency',
    currency: code,
  }).formatToParts(1);
  return parts.find(({ type }) => type === 'currency')?.value ?? code;
}

const currency = defineClass({
  name: 'java/util/Currency',
  flags: 'final',
  interfaces: ['java/io/Serializable'],
  methods: methods({
    'static Currency getInstance(String)': (vm, code: Ref) => newCurrency(vm, vm.text(code)),
    'static Currency getInstance(Locale)': (vm, where: Locale) => {
      const code = OF_COUNTRY[where.peer.country];
      return code === undefined ? vm.throwNew('java/lang/IllegalArgumentException') : newCurrency(vm, code);
    },
    'String getCurrencyCode()': (_vm, self: CurrencyObject) => self.peer.code,
    'String getSymbol()': (vm, self: CurrencyObject) => symbol(self.peer.code, defaultLocale(vm).peer),
    'String getSymbol(Locale)': (_vm, self: CurrencyObject, inside: Locale) =>
      symbol(self.peer.code, inside.peer),
    'int getDefaultFractionDigits()': (_vm, self: CurrencyObject) =>
      new Intl.NumberFormat('en', { style: 'currency', currency: self.peer.code }).resolvedOptions()
        .maximumFractionDigits ?? 2,
    'String toString()': (_vm, self: CurrencyObject) => self.peer.code,
  }),
});

export const classes: readonly ClassModel[] = [locale, currency];
