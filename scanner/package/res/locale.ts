/**
 * What the framework knows of locales beyond their letters: likely scripts (CLDR, through Intl) and the parents that
 * CLDR gives some regions (parentLocales in supplementalData).
 */

const likelyScripts = new Map<string, string>();

/** The script that a language is written in, in a region; `''` when nobody knows. */
export function findLikelyScript(language: string, region: string): string {
  const key = `${language}-${region}`;
  const known = likelyScripts.get(key);
  if (known !== undefined) return known;
  const script = maximize(language, '', region)?.script ?? '';
  if (likelyScripts.size < 10_000) likelyScripts.set(key, script);
  return script;
}

/** Whether a region is the one that stands for its language and script, e.g. US for en-Latn. */
export function isRepresentativeRegion(language: string, script: string, region: string): boolean {
  return maximize(language, script, '')?.region === region;
}

function maximize(language: string, script: string, region: string): Intl.Locale | undefined {
  // Intl refuses ill-formed tags with a RangeError; these checks are its grammar.
  if (!/^[a-z]{2,3}$/u.test(language)) return undefined;
  const parts = [language];
  if (/^[A-Z][a-z]{3}$/u.test(script)) parts.push(script);
  if (/^(?:[A-Z]{2}|\d{3})$/u.test(region)) parts.push(region);
  return new Intl.Locale(parts.join('-')).maximize();
}

const PARENTS: readonly (readonly [language: string, script: string, parent: string, regions: string])[] = [
  [
    'en',
    'Latn',
    '001',
    '150 AG AI AU BB BM BS BW BZ CC CK CM CX CY DG DM ER FJ FK FM GB GD GG GH GI GM GY HK IE IL IM IN IO JE JM KE ' +
      'KI KN KY LC LR LS MG MO MS MT MU MV MW MY NA NF NG NR NU NZ PG PK PN PW RW SB SC SD SG SH SL SS SX SZ TC TK ' +
      'TO TT TV TZ UG VC VG VU WS ZA ZM ZW',
  ],
  ['en', 'Latn', '150', 'AT BE CH DE DK FI NL SE SI'],
  ['es', 'Latn', '419', 'AR BO BR BZ CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE'],
  ['pt', 'Latn', 'PT', 'AO CH CV FR GQ GW LU MO MZ ST TL'],
  ['zh', 'Hant', 'HK', 'MO'],
  ['ar', 'Arab', '015', 'DZ EH LY MA TN'],
];

const parentByLocale = new Map<string, string>();
for (const [language, script, parent, regions] of PARENTS)
  for (const region of regions.split(' ')) parentByLocale.set(`${language}-${script}-${region}`, parent);

/** A region, the regions CLDR puts above it, and at last `''`, the language alone. */
function regionAncestors(language: string, script: string, region: string): string[] {
  const chain = [region];
  let at = region;
  while (at !== '') {
    at = parentByLocale.get(`${language}-${script}-${at}`) ?? '';
    chain.push(at);
  }
  return chain;
}

/** Whether English of a region is nearer to US English than to international English. */
export function isCloseToUsEnglish(region: string): boolean {
  return !regionAncestors('en', 'Latn', region).includes('001');
}

/**
 * Which of two regions suits a request better: positive for `left`, negative for `right`, 0 for neither
 * (localeDataCompareRegions of the framework).
 */
export function compareRegions(
  left: string,
  right: string,
  requested: { readonly language: string; readonly script: string; readonly region: string },
): number {
  if (left === right) return 0;
  const { language, script } = requested;
  let [mine, other] = [left, right];
  if (language === 'es') {
    // es-US and es-MX carry the Latin American translations in many apps.
    const special = (region: string): boolean => region === 'US' || region === 'MX';
    if (special(mine) && !special(other)) mine = '419';
    else if (special(other) && !special(mine)) other = '419';
    if (mine === other) return 0;
  }
  const ancestors = regionAncestors(language, script, requested.region);
  const mineAt = ancestors.indexOf(mine);
  const otherAt = ancestors.indexOf(other);
  if (mineAt >= 0 && (otherAt < 0 || mineAt < otherAt)) return 1;
  if (otherAt >= 0) return -1;
  const distance = (region: string): number => {
    const chain = regionAncestors(language, script, region);
    const meets = chain.findIndex((each) => ancestors.includes(each));
    return meets + ancestors.indexOf(chain[meets] ?? '');
  };
  const byDistance = distance(other) - distance(mine);
  if (byDistance !== 0) return byDistance;
  const mineStands = isRepresentativeRegion(language, script, mine);
  const otherStands = isRepresentativeRegion(language, script, other);
  if (mineStands !== otherStands) return mineStands ? 1 : -1;
  // Neither is better; two letters before three digits, then the lower, so that the choice is stable.
  const order = (region: string): string => (/^\d/u.test(region) ? `1${region}` : `0${region}`);
  return order(mine) < order(other) ? 1 : -1;
}
