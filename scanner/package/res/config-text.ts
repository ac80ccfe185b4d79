import { DENSITY_ANY, DENSITY_NONE } from './config.ts';
import type { ResConfig } from './config.ts';

const DENSITY_NAMES: ReadonlyMap<number, string> = new Map([
  [120, 'ldpi'],
  [160, 'mdpi'],
  [213, 'tvdpi'],
  [240, 'hdpi'],
  [320, 'xhdpi'],
  [480, 'xxhdpi'],
  [640, 'xxxhdpi'],
  [DENSITY_NONE, 'nodpi'],
  [DENSITY_ANY, 'anydpi'],
]);

/** The qualifiers as a resource folder carries them, e.g. `zh-rTW-night-xxhdpi-v26`; `''` for the default. */
export function renderConfig(config: ResConfig): string {
  const parts: string[] = [];
  const add = (value: number, names: readonly string[]): void => {
    if (value !== 0) parts.push(names[value] ?? String(value));
  };
  const addSize = (value: number, prefix: string): void => {
    if (value !== 0) parts.push(`${prefix}${value}dp`);
  };
  if (config.mcc !== 0) parts.push(`mcc${String(config.mcc).padStart(3, '0')}`);
  // 0xffff stands for network code 0, because 0 means any.
  if (config.mnc !== 0) parts.push(`mnc${String(config.mnc === 0xffff ? 0 : config.mnc).padStart(2, '0')}`);
  const locale = renderLocale(config);
  if (locale !== '') parts.push(locale);
  add(config.grammaticalGender, ['', 'neuter', 'feminine', 'masculine']);
  add((config.screenLayout & 0xc0) >> 6, ['', 'ldltr', 'ldrtl']);
  addSize(config.smallestScreenWidthDp, 'sw');
  addSize(config.screenWidthDp, 'w');
  addSize(config.screenHeightDp, 'h');
  add(config.screenLayout & 0x0f, ['', 'small', 'normal', 'large', 'xlarge']);
  add((config.screenLayout & 0x30) >> 4, ['', 'notlong', 'long']);
  add(config.screenLayout2 & 0x03, ['', 'notround', 'round']);
  add(config.colorMode & 0x03, ['', 'nowidecg', 'widecg']);
  add((config.colorMode & 0x0c) >> 2, ['', 'lowdr', 'highdr']);
  add(config.orientation, ['', 'port', 'land', 'square']);
  add(config.uiMode & 0x0f, ['', '', 'desk', 'car', 'television', 'appliance', 'watch', 'vrheadset']);
  add((config.uiMode & 0x30) >> 4, ['', 'notnight', 'night']);
  if (config.density !== 0) parts.push(DENSITY_NAMES.get(config.density) ?? `${config.density}dpi`);
  add(config.touchscreen, ['', 'notouch', 'stylus', 'finger']);
  add(config.inputFlags & 0x03, ['', 'keysexposed', 'keyshidden', 'keyssoft']);
  add(config.keyboard, ['', 'nokeys', 'qwerty', '12key']);
  add((config.inputFlags & 0x0c) >> 2, ['', 'navexposed', 'navhidden']);
  add(config.navigation, ['', 'nonav', 'dpad', 'trackball', 'wheel']);
  if (config.screenWidthPx !== 0 || config.screenHeightPx !== 0)
    parts.push(`${config.screenWidthPx}x${config.screenHeightPx}`);
  if (config.sdkVersion !== 0)
    parts.push(`v${config.sdkVersion}${config.minorVersion === 0 ? '' : `.${config.minorVersion}`}`);
  return parts.filter((part) => part !== '').join('-');
}

function renderLocale(config: ResConfig): string {
  if (config.language === '' && config.region === '') return '';
  const { script } = config;
  if (script === '' && config.variant === '' && config.numberingSystem === '')
    return [config.language, config.region === '' ? '' : `r${config.region}`]
      .filter((part) => part !== '')
      .join('-');
  const extension = config.numberingSystem === '' ? '' : `u+nu+${config.numberingSystem}`;
  return ['b', config.language, script, config.region, config.variant, extension]
    .filter((part) => part !== '')
    .join('+');
}
