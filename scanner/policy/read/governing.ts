import type { PolicyItem } from '../../data/index.ts';
import type { Verb } from './verbs.ts';
import type { Hit } from './word-index.ts';

/** "Your number is collected, but your contacts are not": the verb is left out. */
const DENIED_AFTER =
  /^(?:信息|内容|数据|记录)?(?:则|均|都)?绝?不会(?:[，,。；;！!]|$)|^ (?:is|are|was|were|will|do|does) (?:not|never)(?:[.,;]|$)/u;
/** What stays on the device, before a denial in the passive. */
const KEPT_LOCAL = /本地|本机|您的(?:设备|手机)|终端/u;
/** "No other files" denies nothing of those that are read. */
const OTHERS = /(?:其他|其它|其余|other |another |rest of (?:your |the )?)$/u;

/** Items of one sentence that hang on verbs of the same act and denial. */
export type Governed = {
  readonly verb: Pick<Verb, 'act' | 'negated'>;
  readonly hits: readonly Hit<PolicyItem>[];
};

/** Shares the items of a sentence out among its verbs, of which there is at least one. */
export function govern(
  folded: string,
  hits: readonly Hit<PolicyItem>[],
  verbs: readonly Verb[],
): readonly Governed[] {
  const groups = new Map<Verb, Hit<PolicyItem>[]>();
  for (const hit of hits) {
    const governing = toGoverning(folded, hit, verbs);
    if (!governing) continue;
    const verb = DENIED_AFTER.test(folded.slice(hit.end)) ? { ...governing, negated: true } : governing;
    if (verb.negated && OTHERS.test(folded.slice(0, hit.start))) continue;
    const group = groups.get(verb);
    if (group) group.push(hit);
    else groups.set(verb, [hit]);
  }
  return joinLike(groups);
}

/** The verb an item hangs on: the last one before it in its clause, else the next in its clause, else the last before. */
function toGoverning(folded: string, hit: Hit<PolicyItem>, verbs: readonly Verb[]): Verb | undefined {
  const [first] = verbs as readonly [Verb];
  const before = verbs.filter((verb) => verb.end <= hit.start);
  const last = before.at(-1);
  const next = verbs.find((verb) => verb.start >= hit.end);
  const isSameClause = (from: number, to: number): boolean => !/[，,；;。：:]/u.test(folded.slice(from, to));
  if (last && isSameClause(last.end, hit.start)) return last;
  if (next && isSameClause(hit.end, next.start))
    return KEPT_LOCAL.test(folded.slice(hit.end, next.start))
      ? (verbs.find((verb) => verb.negated && verb.start >= next.end && folded[verb.start - 1] === '被') ??
          next)
      : next;
  return (
    last ??
    (next?.byUser === true && /[：:]/u.test(folded.slice(hit.end, next.start)) ? undefined : (next ?? first))
  );
}

/** Verbs of the same act and denial make one statement. */
function joinLike(groups: ReadonlyMap<Verb, readonly Hit<PolicyItem>[]>): readonly Governed[] {
  const joined = new Map<string, { verb: Pick<Verb, 'act' | 'negated'>; hits: Hit<PolicyItem>[] }>();
  for (const [{ act, negated }, hits] of groups) {
    const key = `${act} ${negated}`;
    const known = joined.get(key) ?? { verb: { act, negated }, hits: [] };
    known.hits.push(...hits);
    joined.set(key, known);
  }
  return [...joined.values()];
}
