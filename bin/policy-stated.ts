import type { PolicyFacts, PolicyStatement } from '../scanner/evidence/index.ts';

/** What a policy says of one kind of information, over all of its sentences. */
export type StatedKind = {
  readonly item: string;
  readonly negated: boolean;
  readonly purposes: readonly string[];
  /** The sentence that names the kind and, where one does, its purpose. */
  readonly sentence: string;
  /** How many sentences more speak of it. */
  readonly others: number;
};

const MOST_PURPOSES = 2;

/** The kinds that the app is said to take, or not to take, each once: the order of the text, denials last. */
export function toStatedKinds(policies: readonly PolicyFacts[]): readonly StatedKind[] {
  const groups = new Map<string, { item: string; negated: boolean; said: PolicyStatement[] }>();
  for (const statement of policies.flatMap(({ statements }) => statements)) {
    const { party, act, negated, items } = statement;
    if (party !== 'app' || (act === 'share' && !negated)) continue;
    for (const item of items) {
      if (item === 'any') continue;
      const key = `${item} ${negated}`;
      const group = groups.get(key);
      if (group) group.said.push(statement);
      else groups.set(key, { item, negated, said: [statement] });
    }
  }
  return [...groups.values()]
    .map(({ item, negated, said }): StatedKind => {
      const best = said.find(({ purposeText }) => purposeText !== undefined) ?? said[0];
      const purposes = said.flatMap(({ purposeText }) => (purposeText === undefined ? [] : [purposeText]));
      return {
        item,
        negated,
        purposes: [...new Set(purposes)].slice(0, MOST_PURPOSES),
        sentence: best?.place.sentence ?? '',
        others: said.length - 1,
      };
    })
    .sort((a, b) => Number(a.negated) - Number(b.negated));
}
