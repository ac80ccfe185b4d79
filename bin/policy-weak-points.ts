import type { PolicyFacts } from '../scanner/evidence/index.ts';
import type { Names } from './policy-text.ts';

const MOST_SENTENCES = 20;
const SENTENCE_CHARS = 90;

/** Sentences that leave open what is collected. */
export function findVague(policies: readonly PolicyFacts[]): readonly {
  readonly words: readonly string[];
  readonly items: readonly string[];
  readonly sentence: string;
}[] {
  return policies
    .flatMap(({ statements }) => statements)
    .filter(({ vague, negated }) => vague.length > 0 && !negated)
    .slice(0, MOST_SENTENCES)
    .map(({ vague, items, place }) => ({
      words: [...new Set(vague)],
      items: items.filter((item) => item !== 'any'),
      sentence: place.sentence.slice(0, SENTENCE_CHARS),
    }));
}

/** Kinds that the app collects and that no sentence ties to a purpose. */
export function findAimless(
  policies: readonly PolicyFacts[],
  names: Names,
): readonly { readonly items: string; readonly sentence: string }[] {
  const own = policies
    .flatMap(({ statements }) => statements)
    .filter(({ party, negated, act }) => party === 'app' && !negated && act === 'collect');
  const hasPurpose = ({ purposes, purposeText }: (typeof own)[number]): boolean =>
    purposes.length > 0 || purposeText !== undefined;
  const tied = new Set(own.filter(hasPurpose).flatMap(({ items }) => items));
  const told = new Set<string>();
  return own
    .filter((statement) => !hasPurpose(statement))
    .flatMap(({ items, place }) => {
      const left = items.filter((item) => item !== 'any' && !tied.has(item) && !told.has(item));
      for (const item of left) told.add(item);
      return left.length === 0
        ? []
        : [
            {
              items: left.map(names.item).join(names.comma),
              sentence: place.sentence.slice(0, SENTENCE_CHARS),
            },
          ];
    })
    .slice(0, MOST_SENTENCES);
}
