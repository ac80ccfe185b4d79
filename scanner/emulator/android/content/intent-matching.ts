import type { IntentFilterFacts } from '../../../evidence/index.ts';
import type { IntentState } from './intent.ts';

/**
 * IntentFilter.match for actions, categories, schemes, hosts and types. An implicit intent to an activity asks for the
 * category DEFAULT, one to a service or receiver does not.
 */
export function matchesFilter(filter: IntentFilterFacts, intent: IntentState, isForActivity = true): boolean {
  if (intent.action === null || !filter.actions.includes(intent.action)) return false;
  const categories =
    isForActivity && intent.categories.length === 0 ? ['android.intent.category.DEFAULT'] : intent.categories;
  if (!categories.every((category) => filter.categories.includes(category))) return false;
  const scheme = /^([^:/]+):/.exec(intent.dataText ?? '')?.[1];
  const hasData = filter.data.length > 0;
  if (!hasData) return scheme === undefined && intent.type === null;
  return filter.data.some((data) => {
    const schemeFits =
      data.scheme === undefined
        ? scheme === undefined || data.mimeType !== undefined
        : data.scheme === scheme;
    const hostFits = data.host === undefined || (intent.dataText ?? '').includes(`//${data.host}`);
    const typeFits =
      data.mimeType === undefined ? intent.type === null : typeMatches(data.mimeType, intent.type);
    return schemeFits && hostFits && typeFits;
  });
}

function typeMatches(pattern: string, type: string | null): boolean {
  if (type === null) return false;
  if (pattern === '*/*' || pattern === type) return true;
  return pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1));
}
