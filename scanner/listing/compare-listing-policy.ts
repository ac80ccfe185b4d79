import type { ListingFacts, PolicyFacts } from '../evidence/index.ts';
import { datesOf, itemsOf, namesOf, rightsOf } from '../policy/index.ts';

type Match = Pick<ListingFacts['policy'], 'match' | 'differing'>;

const LONGEST_DIFFERENCE = 300;

/**
 * What the policy behind a listing's link says beside the one that the app itself has (STORE-3). The bytes decide where
 * they are the same; else what both disclose: kinds of information, third parties, rights and dates. Nothing is said
 * where either was not read to its end, or the app's own was not found; a document that whoever asked for the scan gave
 * is not the app's. Pure.
 */
export function compareListingPolicy(
  listed: { readonly sha256?: string; readonly facts?: PolicyFacts },
  policies: readonly PolicyFacts[],
): Match {
  const own = policies.filter(({ kind, origin }) => kind === 'policy' && !origin.kind.startsWith('given-'));
  if (own.some(({ sha256 }) => sha256 === listed.sha256)) return { match: 'same' };
  const { facts } = listed;
  if (facts?.complete !== true) return { match: 'unknown' };
  const differences = own
    .filter(({ complete, language }) => complete && language === facts.language)
    .map((one) => differenceOf(facts, one))
    .sort((a, b) => a.length - b.length);
  const [least] = differences;
  if (least === undefined) return { match: 'unknown' };
  if (least.length === 0) return { match: 'agrees' };
  return { match: 'differs', differing: least.join(', ').slice(0, LONGEST_DIFFERENCE) };
}

/** `+` what only the listing's says, `-` what only the app's says. */
function differenceOf(listed: PolicyFacts, own: PolicyFacts): readonly string[] {
  return [itemsOf, namesOf, rightsOf, (facts: PolicyFacts) => datesOf(facts).split(/ (?=updated|effective)/u)]
    .map((namesIn) => [new Set(namesIn(listed)), new Set(namesIn(own))] as const)
    .flatMap(([shown, inApp]) => [
      ...[...shown].filter((name) => name !== '' && !inApp.has(name)).map((name) => `+${name}`),
      ...[...inApp].filter((name) => name !== '' && !shown.has(name)).map((name) => `-${name}`),
    ]);
}
