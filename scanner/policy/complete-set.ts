import type { PolicyFacts } from '../evidence/index.ts';

/** What a privacy policy has to say; the rules decide which duty each belongs to. */
const EXPECTED = [
  'operator-name',
  'contact',
  'types',
  'purpose',
  'retention',
  'storage-place',
  'security-measures',
  'right-access',
  'right-copy',
  'right-correct',
  'right-delete',
  'right-withdraw',
  'right-portability',
  'right-explain',
  'right-deceased',
  'account-deletion',
  'complaint',
  'response-days',
  'minors',
  'effective-date',
  'change-notice',
  'sensitive-notice',
  'personalised-switch',
] as const;

/** Documents of their own in which a thing may stand that the policy leaves out. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = { minors: ['children'] };

/** Apps have one list of third parties under either name. */
const PARTNER_LISTS: ReadonlySet<string> = new Set(['sdk-list', 'shared-list']);

/** Fills in, over all documents of one app, which links were followed and what no document says. */
export function completeSet(documents: readonly PolicyFacts[]): readonly PolicyFacts[] {
  const said = new Set(documents.flatMap(saidBy));
  const kinds = new Set<string>(documents.map((document) => document.kind));
  const addresses = new Set(documents.map((document) => toName(document.origin.address)));
  return documents.map((document) => {
    const links = document.links.map((link) => ({
      ...link,
      read:
        addresses.has(toName(link.url)) ||
        kinds.has(link.about) ||
        (PARTNER_LISTS.has(link.about) && [...PARTNER_LISTS].some((kind) => kinds.has(kind))),
    }));
    if (document.kind !== 'policy' || document.language === 'other' || !document.complete)
      return { ...document, links };
    const place = {
      kind: 'policy',
      documentId: document.id,
      sentence: document.title,
      offsetChars: 0,
    } as const;
    const missing = EXPECTED.filter((element) => {
      if (said.has(element)) return false;
      const unread = ELSEWHERE[element] ?? [];
      if (element === 'sensitive-notice') return said.has('sensitive') && !said.has('sensitive-notice');
      if (element === 'personalised-switch') return said.has('personalised-push');
      return !links.some((link) => !link.read && unread.includes(link.about));
    }).map((element) => ({ element, place }));
    return { ...document, links, missing };
  });
}

function saidBy(document: PolicyFacts): readonly string[] {
  const elements = document.elements.map(({ element }) => element);
  const positive = document.statements.filter((statement) => !statement.negated);
  const entries = document.sdkEntries;
  return [
    ...elements,
    ...(elements.some((element) => element.startsWith('contact-') || element === 'hotline')
      ? ['contact']
      : []),
    ...(document.statements.length > 0 || entries.some((entry) => entry.items.length > 0) ? ['types'] : []),
    ...(positive.some((statement) => statement.purposes.length > 0 || statement.purposeText !== undefined) ||
    entries.some((entry) => entry.purposeText !== undefined) ||
    positive.length === 0
      ? ['purpose']
      : []),
    ...(positive.some((statement) => statement.sensitive) ? ['sensitive'] : []),
  ];
}

function toName(address: string): string {
  return (address.split(/[?#]/u)[0] ?? '').split('/').at(-1)?.toLowerCase() ?? '';
}
