import { DENSITY_ANY } from './config.ts';
import type { ResConfig } from './config.ts';
import { compareRegions, findLikelyScript, isCloseToUsEnglish } from './locale.ts';

const LAYOUT_SIZE = 0x0f;
const LAYOUT_LONG = 0x30;
const LAYOUT_DIRECTION = 0xc0;
const LAYOUT2_ROUND = 0x03;
const COLOR_GAMUT = 0x03;
const COLOR_HDR = 0x0c;
const UI_TYPE = 0x0f;
const UI_NIGHT = 0x30;
const INPUT_KEYS_HIDDEN = 0x03;
const INPUT_NAV_HIDDEN = 0x0c;
const KEYS_HIDDEN_NO = 1;
const KEYS_HIDDEN_SOFT = 3;
const SIZE_NORMAL = 2;
const DENSITY_MEDIUM = 160;

/** Whether a resource with these qualifiers may be used on a device so configured (ResTable_config::match). */
export function matchesConfig(mine: ResConfig, device: ResConfig): boolean {
  return (
    isAnyOr(mine.mcc, device.mcc) &&
    isAnyOr(mine.mnc, device.mnc) &&
    matchesLocale(mine, device) &&
    isAnyOr(mine.grammaticalGender, device.grammaticalGender) &&
    isAnyOr(mine.screenLayout & LAYOUT_DIRECTION, device.screenLayout & LAYOUT_DIRECTION) &&
    (mine.screenLayout & LAYOUT_SIZE) <= (device.screenLayout & LAYOUT_SIZE) &&
    isAnyOr(mine.screenLayout & LAYOUT_LONG, device.screenLayout & LAYOUT_LONG) &&
    isAnyOr(mine.uiMode & UI_TYPE, device.uiMode & UI_TYPE) &&
    isAnyOr(mine.uiMode & UI_NIGHT, device.uiMode & UI_NIGHT) &&
    mine.smallestScreenWidthDp <= device.smallestScreenWidthDp &&
    isAnyOr(mine.screenLayout2 & LAYOUT2_ROUND, device.screenLayout2 & LAYOUT2_ROUND) &&
    isAnyOr(mine.colorMode & COLOR_GAMUT, device.colorMode & COLOR_GAMUT) &&
    isAnyOr(mine.colorMode & COLOR_HDR, device.colorMode & COLOR_HDR) &&
    mine.screenWidthDp <= device.screenWidthDp &&
    mine.screenHeightDp <= device.screenHeightDp &&
    isAnyOr(mine.orientation, device.orientation) &&
    isAnyOr(mine.touchscreen, device.touchscreen) &&
    matchesKeysHidden(mine.inputFlags & INPUT_KEYS_HIDDEN, device.inputFlags & INPUT_KEYS_HIDDEN) &&
    isAnyOr(mine.inputFlags & INPUT_NAV_HIDDEN, device.inputFlags & INPUT_NAV_HIDDEN) &&
    isAnyOr(mine.keyboard, device.keyboard) &&
    isAnyOr(mine.navigation, device.navigation) &&
    mine.screenWidthPx <= device.screenWidthPx &&
    mine.screenHeightPx <= device.screenHeightPx &&
    mine.sdkVersion <= device.sdkVersion &&
    isAnyOr(mine.minorVersion, device.minorVersion)
  );
}

function isAnyOr(mine: number, device: number): boolean {
  return mine === 0 || mine === device;
}

function matchesKeysHidden(mine: number, device: number): boolean {
  return isAnyOr(mine, device) || (mine === KEYS_HIDDEN_NO && device === KEYS_HIDDEN_SOFT);
}

function matchesLocale(mine: ResConfig, device: ResConfig): boolean {
  if (mine.language === '' && mine.region === '') return true;
  if (!areSameLanguage(mine.language, device.language)) return false;
  // Where a script is unknown the framework falls back to comparing countries.
  const mineScript = scriptOf(mine);
  const deviceScript = scriptOf(device);
  if (mineScript === '' || deviceScript === '') return mine.region === '' || mine.region === device.region;
  return mineScript === deviceScript;
}

function scriptOf(config: ResConfig): string {
  return config.script === '' ? findLikelyScript(config.language, config.region) : config.script;
}

/** The framework takes Tagalog and Filipino for one language, and writes three languages by their withdrawn codes. */
const SAME_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['tl', 'fil'],
  ['iw', 'he'],
  ['in', 'id'],
  ['ji', 'yi'],
]);

function areSameLanguage(left: string, right: string): boolean {
  return left === right || (SAME_LANGUAGES.get(left) ?? left) === (SAME_LANGUAGES.get(right) ?? right);
}

/**
 * Whether `mine` is to be preferred to `other` on this device, both matching it (ResTable_config::isBetterThan).
 * The order of the tests is the framework's precedence of qualifiers.
 */
export function isBetterConfig(mine: ResConfig, other: ResConfig, device: ResConfig): boolean {
  return (
    firstDecision(mine, other, device, [
      byNetwork,
      byLocale,
      byGender,
      byDirection,
      bySize,
      byScreen,
      byUiMode,
    ]) ??
    firstDecision(mine, other, device, [byDensity, byTouchscreen, byInput, byPixels, byVersion]) ??
    false
  );
}

/** true: mine; false: other; undefined: not decided by this qualifier. */
type Decision = boolean | undefined;
type Decider = (mine: ResConfig, other: ResConfig, device: ResConfig) => Decision;

function firstDecision(
  mine: ResConfig,
  other: ResConfig,
  device: ResConfig,
  deciders: readonly Decider[],
): Decision {
  for (const decide of deciders) {
    const decision = decide(mine, other, device);
    if (decision !== undefined) return decision;
  }
  return undefined;
}

/** A qualifier that must equal the device's where given: the one that has it wins, if the device tells. */
function byPresence(mine: number, other: number, device: number): Decision {
  return mine !== other && device !== 0 ? mine !== 0 : undefined;
}

const byNetwork: Decider = (mine, other, device) =>
  byPresence(mine.mcc, other.mcc, device.mcc) ?? byPresence(mine.mnc, other.mnc, device.mnc);

const byGender: Decider = (mine, other, device) =>
  byPresence(mine.grammaticalGender, other.grammaticalGender, device.grammaticalGender);

const byLocale: Decider = (mine, other, device) => {
  if (device.language === '') return undefined;
  if (mine.language === '' && other.language === '') return undefined;
  if (!areSameLanguage(mine.language, other.language)) {
    // Unqualified resources are American English by tradition, so that they beat British English for Americans.
    if (device.language === 'en') {
      const isNear =
        device.region === 'US'
          ? (region: string): boolean => region === '' || region === 'US'
          : isCloseToUsEnglish(device.region)
            ? isCloseToUsEnglish
            : undefined;
      if (isNear !== undefined) return mine.language === '' ? !isNear(other.region) : isNear(mine.region);
    }
    return mine.language !== '';
  }
  const byRegion = compareRegions(mine.region, other.region, {
    language: device.language,
    script: scriptOf(device),
    region: device.region,
  });
  if (byRegion !== 0) return byRegion > 0;
  for (const key of ['variant', 'numberingSystem', 'language'] as const) {
    const mineFits = mine[key] === device[key];
    if (mineFits !== (other[key] === device[key])) return mineFits;
  }
  return undefined;
};

const byDirection: Decider = (mine, other, device) => {
  const [left, right] = [mine.screenLayout & LAYOUT_DIRECTION, other.screenLayout & LAYOUT_DIRECTION];
  return left !== right && (device.screenLayout & LAYOUT_DIRECTION) !== 0 ? left > right : undefined;
};

const bySize: Decider = (mine, other, device) => {
  if (mine.smallestScreenWidthDp !== other.smallestScreenWidthDp)
    return mine.smallestScreenWidthDp > other.smallestScreenWidthDp;
  let missingDp = 0;
  if (device.screenWidthDp !== 0) missingDp += other.screenWidthDp - mine.screenWidthDp;
  if (device.screenHeightDp !== 0) missingDp += other.screenHeightDp - mine.screenHeightDp;
  if (missingDp !== 0) return missingDp < 0;
  const deviceSize = device.screenLayout & LAYOUT_SIZE;
  const [left, right] = [mine.screenLayout & LAYOUT_SIZE, other.screenLayout & LAYOUT_SIZE];
  if (left !== right && deviceSize !== 0) {
    // No size counts as normal, yet a written `normal` beats it.
    const fixed = (size: number): number => (size === 0 && deviceSize >= SIZE_NORMAL ? SIZE_NORMAL : size);
    return fixed(left) === fixed(right) ? left !== 0 : fixed(left) > fixed(right);
  }
  return byPresence(
    mine.screenLayout & LAYOUT_LONG,
    other.screenLayout & LAYOUT_LONG,
    device.screenLayout & LAYOUT_LONG,
  );
};

const byScreen: Decider = (mine, other, device) =>
  byPresence(
    mine.screenLayout2 & LAYOUT2_ROUND,
    other.screenLayout2 & LAYOUT2_ROUND,
    device.screenLayout2 & LAYOUT2_ROUND,
  ) ??
  byPresence(mine.colorMode & COLOR_GAMUT, other.colorMode & COLOR_GAMUT, device.colorMode & COLOR_GAMUT) ??
  byPresence(mine.colorMode & COLOR_HDR, other.colorMode & COLOR_HDR, device.colorMode & COLOR_HDR) ??
  byPresence(mine.orientation, other.orientation, device.orientation);

const byUiMode: Decider = (mine, other, device) =>
  byPresence(mine.uiMode & UI_TYPE, other.uiMode & UI_TYPE, device.uiMode & UI_TYPE) ??
  byPresence(mine.uiMode & UI_NIGHT, other.uiMode & UI_NIGHT, device.uiMode & UI_NIGHT);

const byDensity: Decider = (mine, other, device) => {
  if (mine.density === other.density) return undefined;
  const left = mine.density === 0 ? DENSITY_MEDIUM : mine.density;
  const right = other.density === 0 ? DENSITY_MEDIUM : other.density;
  if (left === right) return undefined;
  if (left === DENSITY_ANY) return true;
  if (right === DENSITY_ANY) return false;
  const wanted = device.density === 0 || device.density === DENSITY_ANY ? DENSITY_MEDIUM : device.density;
  const [high, low, mineIsHigh] = left > right ? [left, right, true] : [right, left, false];
  if (wanted >= high) return mineIsHigh;
  if (low >= wanted) return !mineIsHigh;
  // Between the two: scaling down looks about twice as good as scaling up.
  return (2 * low - wanted) * high > wanted * wanted ? !mineIsHigh : mineIsHigh;
};

const byTouchscreen: Decider = (mine, other, device) =>
  byPresence(mine.touchscreen, other.touchscreen, device.touchscreen);

const byInput: Decider = (mine, other, device) => {
  const wanted = device.inputFlags & INPUT_KEYS_HIDDEN;
  const [left, right] = [mine.inputFlags & INPUT_KEYS_HIDDEN, other.inputFlags & INPUT_KEYS_HIDDEN];
  if (left !== right && wanted !== 0) {
    if (left === 0 || right === 0) return left !== 0;
    if (wanted === left) return true;
    if (wanted === right) return false;
  }
  return (
    byPresence(
      mine.inputFlags & INPUT_NAV_HIDDEN,
      other.inputFlags & INPUT_NAV_HIDDEN,
      device.inputFlags & INPUT_NAV_HIDDEN,
    ) ??
    byPresence(mine.keyboard, other.keyboard, device.keyboard) ??
    byPresence(mine.navigation, other.navigation, device.navigation)
  );
};

const byPixels: Decider = (mine, other, device) => {
  let missingPx = 0;
  if (device.screenWidthPx !== 0) missingPx += other.screenWidthPx - mine.screenWidthPx;
  if (device.screenHeightPx !== 0) missingPx += other.screenHeightPx - mine.screenHeightPx;
  return missingPx === 0 ? undefined : missingPx < 0;
};

const byVersion: Decider = (mine, other, device) => {
  if (mine.sdkVersion !== other.sdkVersion && device.sdkVersion !== 0)
    return mine.sdkVersion > other.sdkVersion;
  return byPresence(mine.minorVersion, other.minorVersion, device.minorVersion);
};
