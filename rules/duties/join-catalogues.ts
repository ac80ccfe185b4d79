import type { DutyCatalogue } from './duty.ts';

/** One catalogue of several packs. Of registers that packs share, each entry stands once, as the first pack has it. */
export function joinCatalogues(catalogues: readonly DutyCatalogue[]): DutyCatalogue {
  const joined = <Key extends keyof DutyCatalogue>(key: Key): DutyCatalogue[Key] => {
    const byId = new Map<string, { readonly id: string }>();
    for (const catalogue of catalogues)
      for (const entry of catalogue[key]) if (!byId.has(entry.id)) byId.set(entry.id, entry);
    return [...byId.values()] as unknown as DutyCatalogue[Key];
  };
  return {
    instruments: joined('instruments'),
    duties: joined('duties'),
    topics: joined('topics'),
    thresholds: joined('thresholds'),
    labels: joined('labels'),
    appTypes: joined('appTypes'),
    scenarios: joined('scenarios'),
    evidenceKinds: joined('evidenceKinds'),
  };
}
