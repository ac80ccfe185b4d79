import type { PolicyStatement } from '../../evidence/index.ts';
import type { PlacedBlock } from './context.ts';
import type { Lexicon } from './lexicon.ts';
import { findSdkMentions } from './sdk-mention.ts';
import type { SdkMention } from './sdk-mention.ts';
import { isInside } from './spans.ts';
import type { Span } from './spans.ts';
import type { Verb } from './verbs.ts';

/** Who does what a sentence tells. */
export type Party = {
  readonly party: PolicyStatement['party'];
  readonly name?: string;
  readonly sdkIds: readonly string[];
};

/** An account with somebody else, by which people sign in. */
const ACCOUNT_ELSEWHERE =
  /第三方(?:平台|应用)?的?(?:帐|账)[号户]|\bthird[- ]party (?:accounts?|log-?ins?|sign-?in)/gu;

export const APP: Party = { party: 'app', sdkIds: [] };
const PARTNER: Party = { party: 'partner', sdkIds: [] };

/** SDKs that a sentence names, where its topic or its words say that it speaks of third parties. */
export function findMentions(
  lexicon: Lexicon,
  text: string,
  folded: string,
  topic: string | undefined,
  aside: readonly Span[],
): readonly SdkMention[] {
  if (topic !== 'sdk' && topic !== 'share' && !/sdk|第三方|合作|(?:third|3rd)[- ]part|partner/u.test(folded))
    return [];
  return findSdkMentions(text, lexicon).filter(
    (mention) =>
      mention.isCalledSdk || topic === 'sdk' || (!isInside(aside, mention.start) && topic === 'share'),
  );
}

/** Who does what a sentence tells. */
export function toParty(
  folded: string,
  topic: string | undefined,
  mentions: readonly SdkMention[],
  verbs: readonly Verb[],
  ofParagraph: Party | undefined,
): Party {
  if (mentions.length > 0)
    return {
      party: 'sdk',
      name: mentions.map((mention) => mention.name).join('、'),
      sdkIds: [...new Set(mentions.flatMap((mention) => mention.sdkIds))],
    };
  if (topic === 'sdk' && ofParagraph) return ofParagraph;
  const subject = (verbs[0] ? folded.slice(0, verbs[0].start) : folded).replace(ACCOUNT_ELSEWHERE, '');
  if (
    /第三方|合作方|合作伙伴|服务商|sdk|(?:third|3rd)[- ]part|partner/u.test(subject) &&
    !/我们(?:会|将|可能)?[^，,]{0,12}$|\bwe\b[^,]{0,24}$/u.test(subject)
  )
    return PARTNER;
  return APP;
}

/** The SDK that the heading of a paragraph names. */
export function findSdkOfHeading(placed: PlacedBlock, lexicon: Lexicon): Party | undefined {
  const heading = placed.headings.at(-1);
  if (heading === undefined || placed.topic !== 'sdk') return undefined;
  const mentions = findSdkMentions(heading, lexicon);
  const [first] = mentions;
  if (!first) return undefined;
  return {
    party: 'sdk',
    name: first.name,
    sdkIds: [...new Set(mentions.flatMap((mention) => mention.sdkIds))],
  };
}
