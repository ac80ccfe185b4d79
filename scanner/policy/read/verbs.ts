import { has } from './match.ts';
import type { Lexicon } from './lexicon.ts';
import { isInside } from './spans.ts';
import type { Span } from './spans.ts';

/** A verb that says that information is taken or given, and whether the sentence denies it. */
export type Verb = {
  readonly act: 'collect' | 'share' | 'permission';
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  /** What the user does: it takes only what stands after it in its clause. */
  readonly byUser: boolean;
  /** `strong` for collect and its like, `weak` for use, store, ask for. */
  readonly strength: 'strong' | 'weak';
};

const ZH_NEGATION_REACH = 9;
const EN_NEGATION_REACH = 28;
/** What is provided to the user, or offered by the operator, is not collected. */
const SERVES_USER =
  /(?:为|向|给)(?:您|用户|你|广大)[^，,。；]{0,10}$|(?<![向给])(?:我们|平台)(?:会|将|可)?$/u;
const GIVEN_BY_USER =
  /您|用户|你|请|主动|自愿|you|users?\b|voluntarily|\b(?:members?|customers?|admins?|visitors?|players?|subscribers?|parents?|child(?:ren)?)\b/u;
const ADVICE =
  /please (?:do not|don't) (?:send|provide|submit|share|enter)|^(?:please )?(?:never|do not|don't) |^(?:请(?:您)?)?(?:切勿|请勿|不要|请不要|妥善保管|谨慎)/u;
/** What nobody but the user does. */
const ONLY_USERS = /填写|输入|提交|录入|登记|上传|enter|fill in|submit|upload/u;
const TO_OTHERS = /(?:向|给|与|和|同)(?!我们|本公司|本应用|本平台)[^，,。；您]{1,24}$/u;
const USER_MAY =
  /(?:您|用户|你)(?:可|可以|有权|能够?|随时)[^，,。；]{0,10}$|(?:you (?:can|may|could|have the right to)|your right to)[^.;,]{0,14}$/u;
const STORES = /^(?:存储|保存|留存)$/u;
const PERMISSION_AFTER = /^[^，,。；]{0,24}权限|^[^.;,]{0,40}permission/u;
const PERMISSION_VERB = /申请|开启|打开|启用|授权|调用|开通|request/u;

/**
 * What a sentence in the passive denies with words that tell nothing when they are not denied. "Not stored" is not among
 * them: what is not stored may well be read.
 */
const PASSIVE_DENIED =
  /\b(?:not|never|isn't|aren't|wasn't|weren't|won't)(?: be| been| being| ever| \w+ly){0,3} (accessed|logged|recorded|tracked|uploaded|sent|transmitted)\b/gu;
const TAKEN_AWAY = /uploaded|sent|transmitted/u;
/** "None of these is collected": the subject denies, and a passive verb ends the clause. */
const NONE_IS =
  /^\s*(?:and |but )?(?:neither|none of|no (?!matter|later|doubt|longer))\b.* (?:is|are|was|were|be|been|being)(?: ever| \w+ly)? $|^\W*no (?!matter|later|doubt|longer|one\b)[a-z ,]{2,60} $/u;
/** "Not stored, shared or sold": one denial for all that it enumerates. */
const ENUMERATED = /^ (?:be |been )?(?:[a-z]+(?:, (?:or |nor )?| or | nor )){1,5}(?:be )?$/u;

/** Verbs outside purposes and conditions, in order. */
export function findVerbs(
  folded: string,
  lexicon: Lexicon,
  purposes: readonly Span[],
  conditions: readonly Span[],
): Verb[] {
  // Advice to the reader is no statement of the operator.
  if (ADVICE.test(folded)) return [];
  const { marks } = lexicon;
  const quiet = [...folded.matchAll(marks.notNegated)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const negators = [...folded.matchAll(marks.negator)]
    .filter((match) => !isInside(quiet, match.index))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const verbs: Verb[] = [];
  for (const kind of ['collect', 'use', 'provide', 'share'] as const)
    for (const match of folded.matchAll(marks[kind])) {
      const start = match.index;
      const end = start + match[0].length;
      if (isInside(purposes, start) || isInside(conditions, start)) continue;
      const before = clauseBefore(folded, start);
      const after = folded.slice(end, end + 60);
      const toOthers = TO_OTHERS.test(before) || /^(?:给|至|到)(?!您|我们|你)/u.test(after);
      const act =
        kind === 'share' ||
        (kind === 'provide' && toOthers && !GIVEN_BY_USER.test(before.replace(/您的/gu, '')))
          ? 'share'
          : PERMISSION_VERB.test(match[0]) && PERMISSION_AFTER.test(after)
            ? 'permission'
            : 'collect';
      const isOwnAct = ONLY_USERS.test(match[0]);
      const isByUser = isOwnAct || GIVEN_BY_USER.test(before) || GIVEN_BY_USER.test(folded.slice(0, start));
      if (kind === 'provide' && act !== 'share' && (SERVES_USER.test(before) || !isByUser)) continue;
      if (kind === 'provide' && /^ (?:you|users) with\b|^(?:服务|功能|更|相应|优质)/u.test(after)) continue;
      if (kind === 'use' && USER_MAY.test(before)) continue;
      if (kind === 'share' && /^(?:给|至)?(?:您|我们)/u.test(after)) continue;
      const negated = isNegated(folded, start, negators);
      // What is not stored may well be read.
      if (negated && STORES.test(match[0])) continue;
      verbs.push({
        act,
        start,
        end,
        negated,
        byUser: kind === 'provide' && act === 'collect',
        strength: kind === 'use' ? 'weak' : 'strong',
      });
    }
  for (const match of folded.matchAll(PASSIVE_DENIED)) {
    const end = match.index + match[0].length;
    const start = end - (match[1] ?? '').length;
    if (isInside(purposes, start) || isInside(conditions, start)) continue;
    const act = TAKEN_AWAY.test(match[1] ?? '') ? 'share' : 'collect';
    verbs.push({ act, start, end, negated: true, byUser: false, strength: 'strong' });
  }
  return dropOverlaps(verbs.sort((a, b) => a.start - b.start || b.end - a.end));
}

/** The clause up to a place: back to the last comma or stop. */
export function clauseBefore(folded: string, at: number): string {
  const text = folded.slice(Math.max(0, at - 80), at);
  return text.slice(
    Math.max(
      text.lastIndexOf('，'),
      text.lastIndexOf(','),
      text.lastIndexOf('。'),
      text.lastIndexOf('：'),
      text.lastIndexOf(';'),
      text.lastIndexOf('；'),
    ) + 1,
  );
}

function isNegated(folded: string, start: number, negators: readonly Span[]): boolean {
  if (NONE_IS.test(clauseBefore(folded, start))) return true;
  return negators.some((negator) => {
    const distance = start - negator.end;
    if (distance < 0) return false;
    const between = folded.slice(negator.end, start);
    if (ENUMERATED.test(between) && / n?or /u.test(folded.slice(negator.end, start + 40))) return true;
    const reach = /[a-z]/u.test(folded.slice(negator.start, negator.end))
      ? EN_NEGATION_REACH
      : ZH_NEGATION_REACH;
    if (distance > reach && !/^(?:在|于)?未经/u.test(between)) return false;
    return !/[，,。；;]/u.test(between.replace(/未经[^，,]{0,16}[，,]/u, ''));
  });
}

function dropOverlaps(verbs: readonly Verb[]): Verb[] {
  const kept: Verb[] = [];
  for (const verb of verbs) {
    const last = kept.at(-1);
    if (last && verb.start < last.end) continue;
    kept.push(verb);
  }
  return kept;
}

/** Whether a sentence only explains a term. */
export function isDefinition(folded: string, lexicon: Lexicon): boolean {
  if (
    /我们(?:会|将|可能|仅|只)?(?:需要)?(?:收集|获取|读取|使用)|\bwe(?:'ll| will| may| must| also)* (?:collect|process|use|need|store|read|access|obtain|gather)\b/u.test(
      folded,
    )
  )
    return false;
  return (
    has(lexicon.marks.definition, folded) ||
    /^(?:个人敏感信息|敏感个人信息|个人信息|personal information)(?:包括|includes)/u.test(folded)
  );
}
