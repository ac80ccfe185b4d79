import type { PolicyPlace, PolicySdkEntry } from '../../evidence/index.ts';
import type { Analyser } from './analysis.ts';
import { findLabel } from './context.ts';
import type { PlacedBlock } from './context.ts';
import { toNamedItems } from './item-finder.ts';
import type { Lexicon } from './lexicon.ts';
import { joinEntries } from './merge-entries.ts';
import { findPurposes } from './purposes.ts';
import { findCompany, findSdkMentions } from './sdk-mention.ts';
import type { SdkMention } from './sdk-mention.ts';
import { toSentences } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import { isInside } from './spans.ts';

/** "友盟SDK（…公司）：收集…，用于…" and sentences like it: what stands before the verb or colon is who takes it. */
export function readEntrySentences(
  { block, topic }: PlacedBlock,
  lexicon: Lexicon,
  analyser: Analyser,
  toPlace: (sentence: Sentence) => PolicyPlace,
): readonly PolicySdkEntry[] {
  if (block.kind === 'table') return [];
  const label = findLabel(block.text);
  const here = (label && lexicon.toTopic(label.label)) ?? topic;
  const entries: PolicySdkEntry[] = [];
  let last: PolicySdkEntry | undefined;
  for (const sentence of toSentences(block.text, block.offset)) {
    const analysis = analyser.of(sentence.text);
    const { folded } = analysis;
    if (here !== 'sdk' && !folded.includes('sdk')) continue;
    const named = findSdkMentions(sentence.text, lexicon);
    // Most sentences name nobody, and go on from none that did.
    if (named.length === 0 && !last) continue;
    const { purposes: purposeSpans, conditions: conditionSpans } = analysis;
    const verbs = analysis.verbs.filter((verb) => !verb.negated);
    const mentions = named.filter(
      (mention) => (mention.isCalledSdk || here === 'sdk') && !isInside(purposeSpans, mention.start),
    );
    const hits = analysis.items.filter(
      (hit) =>
        !isInside(purposeSpans, hit.start) &&
        !isInside(conditionSpans, hit.start) &&
        !mentions.some((mention) => hit.start >= mention.start && hit.end <= mention.end),
    );
    const purposes = findPurposes(sentence.text, purposeSpans, lexicon);
    const firstHit = hits[0]?.start ?? Number.POSITIVE_INFINITY;
    const who = mentions.filter((mention) => mention.start < firstHit || hits.length === 0);
    if (who.length === 0) {
      // "It collects ..." after the sentence that names it.
      if (last && verbs.length > 0 && hits.length > 0 && entries.length > 0) {
        const joined = joinEntries(last, {
          ...last,
          ...toNamedItems(hits.map((hit) => hit.value)),
          ...purposes,
          lacks: [],
        });
        entries[entries.length - 1] = joined;
        last = joined;
      }
      continue;
    }
    if (/未接入|没有接入|未使用|未集成|不使用|不接入|no third|not use|do not integrate/u.test(folded))
      continue;
    // A party that is merely spoken of is no entry of a list; a short line that names a known one is.
    const isKnown = who.some((mention) => mention.sdkIds.length > 0);
    const isListed = isKnown && block.kind === 'item' && sentence.text.length <= 90;
    if (hits.length === 0 && !isListed && !(isKnown && purposes.purposeText !== undefined)) continue;
    const vendor = findVendor(sentence.text, who);
    // "It collects no personal information": nothing is left out.
    const takesNothing = hits.length === 0 && analysis.verbs.length > 0 && verbs.length === 0;
    const link = /https?:\/\/[^\s，。；）)]{4,600}/u.exec(sentence.text)?.[0];
    for (const mention of who) {
      last = {
        name: mention.name,
        sdkIds: mention.sdkIds,
        ...(vendor !== undefined && { vendor }),
        ...purposes,
        ...toNamedItems(hits.map((hit) => hit.value)),
        ...(link !== undefined && { link }),
        lacks: [
          ...(vendor === undefined ? (['vendor'] as const) : []),
          ...(purposes.purposeText === undefined ? (['purpose'] as const) : []),
          ...(hits.length === 0 && !takesNothing ? (['types'] as const) : []),
          ...(link === undefined ? (['link'] as const) : []),
        ],
        place: toPlace(sentence),
      };
      entries.push(last);
    }
  }
  return entries;
}

/** The company that a sentence names; what an SDK is called is none, as in 快手联盟. */
function findVendor(text: string, who: readonly SdkMention[]): string | undefined {
  const company = findCompany(text);
  return company !== undefined && who.some((mention) => mention.name.includes(company)) ? undefined : company;
}
