import type { Lexicon } from './lexicon.ts';
import { fold } from './fold.ts';
import { findPurposeSpans } from './spans.ts';
import type { Span } from './spans.ts';

export type Purposes = { readonly purposes: readonly string[]; readonly purposeText?: string };

/** "Information by which you can be identified" says what sort of information it is, not what for. */
const NAMES_KIND = /^(?:以|用于|用来)识别[^，。]{0,8}身份的?(?:个人)?(?:信息|数据)?$/u;

/** Purposes that a sentence gives, by its own spans. */
export function findPurposes(text: string, spans: readonly Span[], lexicon: Lexicon): Purposes {
  const texts = spans
    .filter(
      (span, at) =>
        !spans.some((other, i) => i !== at && holds(other, span) && !(i > at && holds(span, other))),
    )
    .map((span) =>
      text.slice(span.start, span.end).replace(/[（(][^）)]*$|[，,：:\s]+$|(?<=服务|功能)所$/gu, ''),
    )
    .filter((text) => !NAMES_KIND.test(text));
  if (texts.length === 0) return { purposes: [] };
  return { purposes: toPurposeKeys(texts.join('，'), lexicon), purposeText: texts.join('；').slice(0, 200) };
}

/** Whether a stretch holds another, or is the same. */
function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** Purposes of a cell or label that is nothing but a purpose. */
export function readPurposeCell(text: string, lexicon: Lexicon): Purposes {
  const clean = text.replace(/\s+/gu, ' ').trim();
  if (clean === '' || /^[-—/无\s]+$/u.test(clean)) return { purposes: [] };
  return { purposes: toPurposeKeys(clean, lexicon), purposeText: clean.slice(0, 200) };
}

function toPurposeKeys(text: string, lexicon: Lexicon): readonly string[] {
  const hits = lexicon.purposes.findAll(fold(text));
  const keys = [...new Set(hits.map((hit) => hit.value.key))];
  // "feature" stands for any function that no other row names.
  return keys.length > 1 ? keys.filter((key) => key !== 'feature') : keys;
}

export function purposesIn(text: string, lexicon: Lexicon): Purposes {
  return findPurposes(text, findPurposeSpans(fold(text)), lexicon);
}
