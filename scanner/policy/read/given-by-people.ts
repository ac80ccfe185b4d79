import type { PolicyItem } from '../../data/index.ts';
import type { Span } from './spans.ts';
import type { Hit } from './word-index.ts';

const GIVES =
  /(?:填写|提供|输入|上传|绑定|提交|录入)(?:您|你)?的?[^，。；]{0,40}$|\b(?:you|users?) (?:choose to |voluntarily )?(?:provide|enter|give|submit|upload)\b[^.;]{0,60}$/u;
const GIVES_NOT = /不|拒绝|未|无法|\bnot\b|n't\b|refuse|为您提供|向您提供|我们提供/u;

/** "If you fill in your name, we ...": what a condition says that people give is taken where they do. */
export function isGiven(folded: string, hit: Hit<PolicyItem>, conditions: readonly Span[]): boolean {
  const span = conditions.find(({ start, end }) => hit.start >= start && hit.start < end);
  if (!span) return false;
  const before = folded.slice(span.start, hit.start);
  return GIVES.test(before) && !GIVES_NOT.test(before);
}
