import assert from 'node:assert/strict';
import {
  DEFAULT_CONFIG,
  isBetterConfig,
  matchesConfig,
  renderConfig,
  renderResourceId,
  withLocale,
} from '../../../scanner/package/index.ts';
import type { EntryContent, ResConfig, ResourceTable, TypedValue } from '../../../scanner/package/index.ts';
import { needTool, NPM_APKS, openNpmApk, runTool } from '../../support/package-samples.ts';

const phone: ResConfig = {
  ...withLocale(DEFAULT_CONFIG, 'en-US'),
  mcc: 460,
  mnc: 1,
  density: 480,
  sdkVersion: 33,
  orientation: 1,
  touchscreen: 3,
  keyboard: 1,
  navigation: 1,
  inputFlags: 0x0b,
  screenLayout: 0x62,
  uiMode: 0x11,
  smallestScreenWidthDp: 360,
  screenWidthDp: 360,
  screenHeightDp: 720,
};

function variant(parts: Partial<ResConfig> & { readonly locale?: string }): ResConfig {
  const { locale, ...rest } = parts;
  return { ...withLocale(DEFAULT_CONFIG, locale ?? ''), ...rest };
}

function choose(variants: readonly ResConfig[], device: ResConfig): string {
  let best: ResConfig | undefined;
  for (const each of variants) {
    if (!matchesConfig(each, device)) continue;
    if (best === undefined || isBetterConfig(each, best, device)) best = each;
  }
  return best === undefined ? 'none' : renderConfig(best);
}

describe('resource configurations', () => {
  const plain = variant({});
  const locales = (...tags: string[]): ResConfig[] => tags.map((locale) => variant({ locale }));
  const table: readonly {
    readonly title: string;
    readonly variants: readonly ResConfig[];
    readonly device: ResConfig;
    readonly best: string;
  }[] = [
    {
      title: 'the default where nothing else fits',
      variants: [plain, ...locales('fr')],
      device: phone,
      best: '',
    },
    {
      title: 'the language over the default',
      variants: [plain, ...locales('fr', 'de')],
      device: withLocale(phone, 'fr-FR'),
      best: 'fr',
    },
    {
      title: 'the region over the language',
      variants: [plain, ...locales('fr', 'fr-CA')],
      device: withLocale(phone, 'fr-CA'),
      best: 'fr-rCA',
    },
    {
      title: 'the script of Taiwan for Hong Kong',
      variants: [plain, ...locales('zh-CN', 'zh-TW')],
      device: withLocale(phone, 'zh-HK'),
      best: 'zh-rTW',
    },
    {
      title: 'the script of Hong Kong for Macau',
      variants: [plain, ...locales('zh-CN', 'zh-TW', 'zh-HK')],
      device: withLocale(phone, 'zh-MO'),
      best: 'zh-rHK',
    },
    {
      title: 'simplified Chinese for Singapore',
      variants: [plain, ...locales('zh-TW', 'zh-CN')],
      device: withLocale(phone, 'zh-SG'),
      best: 'zh-rCN',
    },
    {
      title: 'a written script',
      variants: [plain, ...locales('sr', 'sr-Latn')],
      device: withLocale(phone, 'sr-Latn-RS'),
      best: 'b+sr+Latn',
    },
    {
      title: 'no other script of the language',
      variants: [plain, ...locales('zh-CN')],
      device: withLocale(phone, 'zh-TW'),
      best: '',
    },
    {
      title: 'the default for Americans over British English',
      variants: [plain, ...locales('en-GB')],
      device: phone,
      best: '',
    },
    {
      title: 'British English for Indians over the default',
      variants: [plain, ...locales('en-GB')],
      device: withLocale(phone, 'en-IN'),
      best: 'en-rGB',
    },
    {
      title: 'Latin American Spanish for Argentina',
      variants: [plain, ...locales('es', 'es-419', 'es-ES')],
      device: withLocale(phone, 'es-AR'),
      best: 'es-r419',
    },
    {
      title: 'es-US for Mexico over es-ES',
      variants: [plain, ...locales('es-ES', 'es-US')],
      device: withLocale(phone, 'es-MX'),
      best: 'es-rUS',
    },
    {
      title: 'European Portuguese for Angola',
      variants: [plain, ...locales('pt-BR', 'pt-PT')],
      device: withLocale(phone, 'pt-AO'),
      best: 'pt-rPT',
    },
    {
      title: 'Filipino for Tagalog',
      variants: [plain, ...locales('tl')],
      device: withLocale(phone, 'fil-PH'),
      best: 'tl',
    },
    {
      title: 'Hebrew by its withdrawn code',
      variants: [plain, ...locales('iw')],
      device: withLocale(phone, 'he-IL'),
      best: 'iw',
    },
    {
      title: 'the network over the language',
      variants: [variant({ mcc: 460 }), ...locales('en')],
      device: phone,
      best: 'mcc460',
    },
    { title: 'not another network', variants: [plain, variant({ mcc: 310 })], device: phone, best: '' },
    {
      title: 'the density just above',
      variants: [160, 320, 640].map((density) => variant({ density })),
      device: phone,
      best: 'xxxhdpi',
    },
    {
      title: 'a density scaled down rather than up',
      variants: [320, 640].map((density) => variant({ density })),
      device: phone,
      best: 'xxxhdpi',
    },
    {
      title: 'any density over a bucket',
      variants: [variant({ density: 480 }), variant({ density: 0xfffe })],
      device: phone,
      best: 'anydpi',
    },
    {
      title: 'the highest version not above the device',
      variants: [21, 31, 34].map((sdkVersion) => variant({ sdkVersion })),
      device: phone,
      best: 'v31',
    },
    {
      title: 'the widest smallest width that fits',
      variants: [320, 360, 600].map((smallestScreenWidthDp) => variant({ smallestScreenWidthDp })),
      device: phone,
      best: 'sw360dp',
    },
    {
      title: 'the closest width and height',
      variants: [variant({ screenWidthDp: 300 }), variant({ screenHeightDp: 700 })],
      device: phone,
      best: 'h700dp',
    },
    {
      title: 'portrait over the default',
      variants: [plain, variant({ orientation: 2 }), variant({ orientation: 1 })],
      device: phone,
      best: 'port',
    },
    {
      title: 'the night resources at night',
      variants: [plain, variant({ uiMode: 0x20 })],
      device: { ...phone, uiMode: 0x21 },
      best: 'night',
    },
    {
      title: 'not the night resources by day',
      variants: [plain, variant({ uiMode: 0x20 })],
      device: phone,
      best: '',
    },
    { title: 'not a watch', variants: [plain, variant({ uiMode: 6 })], device: phone, best: '' },
    {
      title: 'normal size over no size',
      variants: [plain, variant({ screenLayout: 2 }), variant({ screenLayout: 3 })],
      device: phone,
      best: 'normal',
    },
    {
      title: 'right to left',
      variants: [plain, variant({ screenLayout: 0x80 })],
      device: { ...phone, screenLayout: 0xa2 },
      best: 'ldrtl',
    },
    {
      title: 'soft keys as hidden keys',
      variants: [plain, variant({ inputFlags: 1 })],
      device: phone,
      best: 'keysexposed',
    },
    {
      title: 'the language over the density',
      variants: [variant({ density: 480 }), variant({ locale: 'en' })],
      device: phone,
      best: 'en',
    },
    {
      title: 'the orientation over the density',
      variants: [variant({ density: 480 }), variant({ orientation: 1 })],
      device: phone,
      best: 'port',
    },
  ];
  for (const { title, variants, device, best } of table) {
    it(`choose ${title}`, () => {
      assert.equal(choose(variants, device), best);
      assert.equal(choose(variants.toReversed(), device), best, 'depends on the order in the file');
    });
  }
});

describe('ResourceTable', () => {
  it('finds ids by name and names by id', () => {
    const table = openNpmApk('ApiDemos').resources() ?? assert.fail();
    const id = table.findId('string', 'activity_sample_code') ?? assert.fail();
    assert.deepEqual(table.findName(id), {
      packageName: 'io.appium.android.apis',
      type: 'string',
      entry: 'activity_sample_code',
    });
    assert.equal(table.configured(phone).findString(id), 'API Demos');
    assert.equal(table.findId('string', 'no such name'), undefined);
    assert.equal(table.findName(0x7f7f0000), undefined);
    assert.equal(table.configured(phone).findValue(0x01040000), undefined);
  });

  it('joins the items of a style with those of its parents', () => {
    const table = openNpmApk('ApiDemos').resources() ?? assert.fail();
    const resources = table.configured(phone);
    const id = table.findId('style', 'Theme.AppCompat.Light.NoActionBar') ?? assert.fail();
    const bag = resources.findBag(id) ?? assert.fail();
    const own = resources.find(id)?.content;
    assert.ok(own?.kind === 'bag');
    assert.ok(bag.items.size > own.items.length * 10, 'no items came from the parents');
    for (const { name, value } of own.items) assert.deepEqual(bag.items.get(name), value);
    // The chain ends in the platform's theme, whose package is 01.
    assert.equal((bag.parents.at(-1) ?? 0) >>> 24, 0x01);
  });

  for (const { name, path } of NPM_APKS) {
    it(`lists the configurations of ${name} as aapt2 dump configurations does`, function () {
      needTool(this, 'aapt2');
      const table = openNpmApk(name).resources();
      const mine = new Set(table === undefined ? [] : [...table.configs()].map(renderConfig));
      const told = runTool('aapt2', ['dump', 'configurations', path]).split('\n');
      // The command ends with an empty line, which is also how it writes the default configuration.
      assert.deepEqual(
        [...mine].sort(),
        [...new Set(told.slice(0, -1))].filter((line) => mine.has('') || line !== '').sort(),
      );
    });

    it(`reads the resources of ${name} as aapt2 dump resources does`, function () {
      needTool(this, 'aapt2');
      const table = openNpmApk(name).resources();
      const told = toLines(runTool('aapt2', ['dump', 'resources', path]));
      const mine = table === undefined ? [] : renderTable(table);
      assert.equal(mine.length, told.length);
      // Compared line by line: a diff of 10,000 lines helps nobody.
      for (const [index, line] of mine.entries()) assert.equal(line, told[index]);
    });
  }
});

function renderTable(table: ResourceTable): string[] {
  const lines: string[] = [];
  for (const id of table.ids()) {
    const { type, entry } = table.findName(id) ?? assert.fail();
    lines.push(`resource ${renderResourceId(id)} ${type}/${entry}`);
    const variants = table
      .variants(id)
      .map(({ config, content }) => `(${renderConfig(config)}) ${renderContent(content, type, table)}`);
    // aapt2 sorts variants by configuration, we keep the order of the file.
    lines.push(...variants.sort());
  }
  return lines;
}

function renderContent(content: EntryContent, type: string, table: ResourceTable): string {
  if (content.kind === 'value') return renderValue(content.value, type, table);
  if (type === 'attr' || type === 'plurals' || type === 'array' || type === 'style') {
    const parent = type === 'style' && content.parentId !== 0 ? ' with parent' : '';
    const size = type === 'attr' ? '' : ` size=${content.items.length}`;
    return `(${type})${size}${parent}`;
  }
  return 'bag';
}

function renderValue(value: TypedValue, type: string, table: ResourceTable): string {
  if (value.kind === 'string') {
    if (/^res\/|^r\//u.test(value.text)) return `(file) ${value.text}`;
    return /^[^"\n\\]*$/u.test(value.text) ? JSON.stringify(value.text) : 'text';
  }
  if (type === 'id' && value.kind === 'boolean') return '(id)';
  if (value.kind === 'reference' && value.id !== 0) {
    const name = table.findName(value.id);
    return name === undefined ? `@${renderResourceId(value.id)}` : `@${name.type}/${name.entry}`;
  }
  if (value.kind === 'color') return `#${value.argb.toString(16).padStart(8, '0')}`;
  if (value.kind === 'dimension') return `${value.value.toFixed(6)}${value.unit}`;
  if (value.kind === 'boolean') return String(value.value);
  if (value.kind === 'float' && Number.isInteger(value.value)) return String(value.value);
  if (value.kind === 'integer' && value.dataType === 0x10) return String(value.value);
  return 'other';
}

function toLines(told: string): string[] {
  const lines: string[] = [];
  let variants: string[] = [];
  const flush = (): void => {
    lines.push(...variants.sort());
    variants = [];
  };
  for (const line of told.split('\n')) {
    const resource = /^ {4}(resource 0x[0-9a-f]{8} [^ ]+)/u.exec(line);
    if (resource?.[1] !== undefined) {
      flush();
      lines.push(resource[1]);
      continue;
    }
    const value = /^ {6}\(([a-zA-Z0-9+-]*)\) (.*)$/u.exec(line);
    if (value?.[1] !== undefined) variants.push(`(${value[1]}) ${simplify(value[2] ?? '')}`);
  }
  flush();
  return lines;
}

/** What is compared of a value line; the rest becomes one word. */
function simplify(value: string): string {
  const file = /^\(file\) (\S+)/u.exec(value);
  if (file !== null) return `(file) ${file[1]}`;
  if (value.startsWith('"')) return /^"[^"\\]*"$/u.test(value) ? value : 'text';
  if (value.startsWith('(styled string)')) {
    const text = /^\(styled string\) ("[^"\\]*")(?: [^"]*)?$/u.exec(value);
    return text?.[1] ?? 'text';
  }
  if (value.startsWith('(id)')) return '(id)';
  const bag = /^\((attr|plurals|array|style)\)(?:.*?( size=\d+))?(.*)$/u.exec(value);
  if (bag !== null)
    return `(${bag[1]})${bag[1] === 'attr' ? '' : (bag[2] ?? '')}${(bag[3] ?? '').includes('parent=') ? ' with parent' : ''}`;
  if (/^@0x[0-9a-f]{8}$/u.test(value) || /^@[a-z]+\/\S+$/u.test(value)) return value;
  // aapt2 2.19 prints negative dimensions without their sign: 16777213 for -3.
  const unsigned = /^(16777\d{3}\.\d{6})([a-z]+)$/u.exec(value);
  if (unsigned !== null) return `${(Number(unsigned[1]) - 2 ** 24).toFixed(6)}${unsigned[2]}`;
  if (/^#[0-9a-f]{8}$/u.test(value) || /^-?\d+\.\d{6}(?:dp|sp|px|pt|in|mm)$/u.test(value)) return value;
  if (/^(?:true|false|-?\d+)$/u.test(value)) return value;
  return 'other';
}
