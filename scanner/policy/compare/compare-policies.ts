import type { SdkTable } from '../../data/index.ts';
import type {
  Attribution,
  Place,
  PolicyFacts,
  PolicyMatchFacts,
  PolicySdkEntry,
  PolicyStatement,
  SlotValues,
} from '../../evidence/index.ts';

/** What a comparison looks at; a slot that was not collected is left out. */
export type Observed = Partial<
  Pick<SlotValues, 'apiCalls' | 'piReads' | 'networkRequests' | 'sdks' | 'manifest'>
>;

type Stated = PolicyMatchFacts['stated'];
type Statement = {
  readonly stated: Stated;
  readonly purpose?: PolicyMatchFacts['purpose'];
  readonly places: readonly Place[];
};

const MAX_PLACES = 6;
/** A type whose own word states the other as well. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  location_coarse: ['location_fine'],
  meid: ['imei'],
  cell: ['location_fine'],
};
/** Kinds that only people type in: never seen by reading code. */
const TYPED = new Set([
  'identity',
  'finance',
  'contact_addr',
  'browse',
  'health',
  'accounts',
  'phone_number',
  'biometric',
  'nfc',
]);
/** Code that is a tool in the app's hands and takes nothing for itself. */
const TOOLS = new Set(['ui-utility', 'networking', 'framework', 'hotfix', 'packer']);

/**
 * What the policies say beside what the app was seen to do, with places on both sides. Pure. Where no policy was read,
 * or only part of one, what is not named is `unknown`, never `absent`.
 */
export function comparePolicies(
  policies: readonly PolicyFacts[],
  observed: Observed,
  sdkTable: SdkTable,
): readonly PolicyMatchFacts[] {
  const says = new Sayings(policies, sdkTable);
  const rows = [
    ...compareCollection(says, observed),
    ...compareSdks(says, observed),
    ...compareRecipients(says, observed, sdkTable),
    ...comparePermissions(says, observed),
    ...compareLists(policies, observed),
    ...findContradictions(policies),
  ];
  return markOcr(rows, policies);
}

/** Marks the rows that rest on pictures alone, and contradictions to which a picture is a party. */
function markOcr(
  rows: readonly PolicyMatchFacts[],
  policies: readonly PolicyFacts[],
): readonly PolicyMatchFacts[] {
  const pictures = new Set(
    policies.filter((policy) => policy.ocrConfidencePercent !== undefined).map(({ id }) => id),
  );
  if (pictures.size === 0) return rows;
  return rows.map((row) => {
    const said = row.places
      .filter((place) => place.kind === 'policy')
      .map(({ documentId }) => pictures.has(documentId));
    const isOfPictures =
      row.about === 'contradiction' ? said.includes(true) : said.length > 0 && !said.includes(false);
    return isOfPictures ? { ...row, readByOcr: true } : row;
  });
}

/** Questions to all documents of an app at once. */
class Sayings {
  readonly statements: readonly PolicyStatement[];
  readonly entries: readonly PolicySdkEntry[];
  readonly #policies: readonly PolicyFacts[];
  readonly #table: SdkTable;

  constructor(policies: readonly PolicyFacts[], table: SdkTable) {
    this.#policies = policies;
    this.#table = table;
    this.statements = policies.flatMap((policy) => policy.statements);
    this.entries = policies.flatMap((policy) => policy.sdkEntries);
  }

  /** What may be said of a thing that no document names. */
  get silence(): Stated {
    const whole = this.#policies.filter((policy) => policy.kind === 'policy' && policy.language !== 'other');
    return whole.length > 0 && this.#policies.every((policy) => policy.complete) ? 'absent' : 'unknown';
  }

  silenceOnSdks(): Stated {
    const isElsewhere = this.#policies.some((policy) =>
      policy.links.some((link) => !link.read && ['sdk-list', 'shared-list'].includes(link.about)),
    );
    return isElsewhere ? 'unknown' : this.silence;
  }

  ofApp(piType: string): Statement {
    const types = [piType, ...(IMPLIED[piType] ?? [])];
    const own = this.statements.filter((statement) => statement.party === 'app');
    const names = (statement: { piTypes: readonly string[] }): boolean =>
      statement.piTypes.some((key) => types.includes(key));
    const covers = (statement: { broadPiTypes: readonly string[] }): boolean =>
      statement.broadPiTypes.includes(piType);
    const positive = own.filter((statement) => !statement.negated);
    const named = positive.filter(names);
    if (named.length > 0) return toStatement('named', named);
    const denied = own.filter(
      (statement) => statement.negated && statement.condition === undefined && names(statement),
    );
    if (denied.length > 0) return toStatement('denied', denied);
    const broad = positive.filter(covers);
    if (broad.length > 0) return toStatement('broad', broad);
    const others = [
      ...this.statements.filter((statement) => statement.party !== 'app' && !statement.negated),
      ...this.entries,
    ].filter(names);
    if (others.length > 0) return toStatement('elsewhere', others);
    const all = own.filter(
      (statement) => statement.negated && statement.act === 'collect' && statement.items.includes('any'),
    );
    if (all.length > 0) return toStatement('denied', all);
    return { stated: this.silence, places: [] };
  }

  ofSdk(sdkId: string): Statement & { readonly entries: readonly PolicySdkEntry[] } {
    const entries = this.entries.filter((entry) => entry.sdkIds.includes(sdkId));
    if (entries.length > 0) return { ...toStatement('named', entries), entries };
    const mentions = this.statements.filter(
      (statement) => statement.sdkIds.includes(sdkId) && !statement.negated,
    );
    if (mentions.length > 0) return { ...toStatement('named', mentions), entries };
    const kin = this.entries.filter((entry) => this.#isKin(entry, sdkId));
    if (kin.length > 0) return { ...toStatement('broad', kin), entries: kin };
    const denied = this.#policies.flatMap((policy) =>
      policy.elements.filter(({ element }) => element === 'no-third-party'),
    );
    if (denied.length > 0)
      return { stated: 'denied', places: denied.map(({ place }) => place).slice(0, MAX_PLACES), entries };
    return { stated: this.silenceOnSdks(), places: [], entries };
  }

  ofSdkType(sdkId: string, piType: string): Statement {
    const types = [piType, ...(IMPLIED[piType] ?? [])];
    const sdk = this.ofSdk(sdkId);
    const own = [
      ...sdk.entries,
      ...this.statements.filter((statement) => statement.sdkIds.includes(sdkId) && !statement.negated),
    ];
    const named = own.filter((entry) => entry.piTypes.some((key) => types.includes(key)));
    if (named.length > 0) return toStatement('named', named);
    const broad = own.filter((entry) => entry.broadPiTypes.includes(piType));
    if (broad.length > 0) return toStatement('broad', broad);
    if (own.length === 0) return { stated: sdk.stated, places: sdk.places };
    const silence = this.silenceOnSdks();
    // An entry that names the party without its types may leave them to a page of its own.
    const isBare = own.every((entry) => entry.items.length === 0);
    return {
      stated:
        isBare && own.some((entry) => 'link' in entry && entry.link !== undefined) ? 'unknown' : silence,
      places: own.map(({ place }) => place).slice(0, MAX_PLACES),
    };
  }

  ofPermission(name: string, piTypes: readonly string[]): Statement {
    const short = name.replace(/^.*\./u, '');
    const byName = this.statements.filter((statement) => statement.permissions.includes(short));
    if (byName.length > 0) return toStatement('named', byName);
    const positive = this.statements.filter((statement) => !statement.negated);
    const types = piTypes.flatMap((key) => [key, ...(IMPLIED[key] ?? [])]);
    const named = positive.filter((statement) => statement.piTypes.some((key) => types.includes(key)));
    if (named.length > 0) return toStatement('named', named);
    const broad = positive.filter((statement) => statement.broadPiTypes.some((key) => piTypes.includes(key)));
    if (broad.length > 0) return toStatement('broad', broad);
    return { stated: this.silence, places: [] };
  }

  /** Whether an entry speaks of the SDK's vendor, under another of its names. */
  #isKin(entry: PolicySdkEntry, sdkId: string): boolean {
    const vendor = this.#table.rows.find((row) => row.id === sdkId)?.vendor ?? '';
    if (vendor === '') return false;
    return entry.sdkIds.some((id) => this.#table.rows.find((row) => row.id === id)?.vendor === vendor);
  }
}

function toStatement(stated: Stated, from: readonly (PolicyStatement | PolicySdkEntry)[]): Statement {
  const isSpecific = from.some((statement) => statement.purposes.some((key) => !key.startsWith('generic_')));
  const hasText = from.some((statement) => statement.purposeText !== undefined);
  const isGeneric = from.some((statement) => statement.purposes.some((key) => key.startsWith('generic_')));
  return {
    stated,
    ...((stated === 'named' || stated === 'broad') && {
      purpose: isSpecific ? 'stated' : isGeneric ? 'generic' : hasText ? 'stated' : 'missing',
    }),
    places: from.map(({ place }) => place).slice(0, MAX_PLACES),
  };
}

type Sighting = { observed: 'run' | 'code'; events: number; readonly places: Place[] };

/** Who read what, by run first and by reachable code second. */
function findSightings({ piReads, apiCalls }: Observed): ReadonlyMap<string, ReadonlyMap<string, Sighting>> {
  const seen = new Map<string, Map<string, Sighting>>();
  const add = (who: Attribution, piType: string, observed: Sighting['observed'], place: Place): void => {
    if (who.kind !== 'app' && who.kind !== 'sdk') return;
    const key = who.kind === 'app' ? 'app' : who.sdkId;
    const byType = seen.get(key) ?? new Map<string, Sighting>();
    seen.set(key, byType);
    const known = byType.get(piType) ?? { observed, events: 0, places: [] };
    byType.set(piType, known);
    if (observed === 'run') known.events += 1;
    if (known.places.length < MAX_PLACES) known.places.push(place);
  };
  for (const read of piReads ?? [])
    add(read.caller, read.piType, 'run', {
      kind: 'event',
      eventNumber: read.eventNumber,
      scenarioId: read.scenarioId,
    });
  for (const call of apiCalls ?? [])
    if (call.reach !== 'unreachable') add(call.attribution, call.piType, 'code', call.place);
  return seen;
}

function compareCollection(says: Sayings, observed: Observed): readonly PolicyMatchFacts[] {
  const rows: PolicyMatchFacts[] = [];
  const names = new Map((observed.sdks ?? []).map((sdk) => [sdk.id, sdk]));
  const seenTypes = new Set<string>();
  for (const [who, byType] of findSightings(observed))
    for (const [piType, sighting] of byType) {
      seenTypes.add(piType);
      const sdk = names.get(who);
      if (who !== 'app' && sdk !== undefined && TOOLS.has(sdk.category)) continue;
      const said = who === 'app' ? says.ofApp(piType) : says.ofSdkType(who, piType);
      rows.push({
        about: 'collection',
        party: who === 'app' ? 'app' : 'sdk',
        ...(who !== 'app' && { sdkId: who, sdkName: sdk?.nameZh ?? sdk?.name ?? who }),
        piType,
        observed: sighting.observed,
        stated: said.stated,
        ...(said.purpose !== undefined && { purpose: said.purpose }),
        events: sighting.events,
        places: [...said.places, ...sighting.places],
      });
    }
  if (observed.apiCalls !== undefined)
    for (const piType of new Set(
      says.statements.filter((s) => s.party === 'app' && !s.negated).flatMap((s) => s.piTypes),
    )) {
      if (seenTypes.has(piType) || TYPED.has(piType)) continue;
      const said = says.ofApp(piType);
      rows.push({
        about: 'collection',
        party: 'app',
        piType,
        observed: 'none',
        stated: said.stated,
        ...(said.purpose !== undefined && { purpose: said.purpose }),
        events: 0,
        places: said.places,
      });
    }
  return rows;
}

function compareSdks(says: Sayings, observed: Observed): readonly PolicyMatchFacts[] {
  if (observed.sdks === undefined) return [];
  const sightings = findSightings(observed);
  const rows: PolicyMatchFacts[] = [];
  for (const sdk of observed.sdks) {
    if (TOOLS.has(sdk.category) || sdk.confidence === 'possible') continue;
    const said = says.ofSdk(sdk.id);
    const reads = [...(sightings.get(sdk.id)?.values() ?? [])];
    const ran = reads.filter((sighting) => sighting.observed === 'run');
    rows.push({
      about: 'sdk',
      party: 'sdk',
      sdkId: sdk.id,
      sdkName: sdk.nameZh ?? sdk.name,
      observed: ran.length > 0 ? 'run' : reads.length > 0 ? 'code' : 'present',
      stated: said.stated,
      ...(said.purpose !== undefined && { purpose: said.purpose }),
      events: ran.reduce((sum, sighting) => sum + sighting.events, 0),
      places: [
        ...said.places,
        ...((ran[0] ?? reads[0])?.places.slice(0, 2) ?? []),
        ...sdk.matches.slice(0, 2).map((match) => match.place),
      ],
    });
  }
  const present = new Set(observed.sdks.map((sdk) => sdk.id));
  for (const entry of says.entries) {
    if (entry.sdkIds.length === 0 || entry.sdkIds.some((id) => present.has(id))) continue;
    const [sdkId] = entry.sdkIds;
    rows.push({
      about: 'sdk',
      party: 'sdk',
      ...(sdkId !== undefined && { sdkId }),
      sdkName: entry.name,
      observed: 'none',
      stated: 'named',
      events: 0,
      places: [entry.place],
    });
  }
  return rows;
}

/** Recipients of what was seen to leave the device, as far as their hosts are known. */
function compareRecipients(
  says: Sayings,
  { networkRequests }: Observed,
  table: SdkTable,
): readonly PolicyMatchFacts[] {
  const rows = new Map<string, { row: PolicyMatchFacts; events: number; places: Place[] }>();
  for (const request of networkRequests ?? []) {
    const sdkId =
      request.caller.kind === 'sdk' ? request.caller.sdkId : table.findByHost(request.host)[0]?.id;
    if (sdkId === undefined) continue;
    for (const { piType } of request.piTypes) {
      const key = `${sdkId} ${request.host} ${piType}`;
      const said = says.ofSdkType(sdkId, piType);
      const known = rows.get(key) ?? {
        row: {
          about: 'recipient' as const,
          party: 'sdk' as const,
          sdkId,
          sdkName: table.rows.find((row) => row.id === sdkId)?.name ?? sdkId,
          piType,
          host: request.host,
          observed: 'run' as const,
          stated: said.stated,
          ...(said.purpose !== undefined && { purpose: said.purpose }),
          events: 0,
          places: said.places,
        },
        events: 0,
        places: [],
      };
      known.events += 1;
      if (known.places.length < MAX_PLACES)
        known.places.push({
          kind: 'event',
          eventNumber: request.eventNumber,
          scenarioId: request.scenarioId,
        });
      rows.set(key, known);
    }
  }
  return [...rows.values()].map(({ row, events, places }) => ({
    ...row,
    events,
    places: [...row.places, ...places],
  }));
}

function comparePermissions(says: Sayings, { manifest }: Observed): readonly PolicyMatchFacts[] {
  return (manifest?.permissions ?? [])
    .filter(
      (permission) => permission.piTypes.length > 0 && permission.protection?.split('|')[0] === 'dangerous',
    )
    .map((permission) => {
      const said = says.ofPermission(permission.name, permission.piTypes);
      return {
        about: 'permission' as const,
        party: 'app' as const,
        permission: permission.name,
        observed: 'present' as const,
        stated: said.stated,
        ...(said.purpose !== undefined && { purpose: said.purpose }),
        events: 0,
        places: [...said.places, permission.place],
      };
    });
}

/** Lists that have to agree with what was seen by themselves: China's circular 292 wants it of both. */
const LISTS = ['collected-list', 'shared-list', 'sdk-list'] as const;

/** What was read while the app ran beside each list that was read in full; what only code may read proves no list wrong. */
function compareLists(policies: readonly PolicyFacts[], observed: Observed): readonly PolicyMatchFacts[] {
  const rows: PolicyMatchFacts[] = [];
  const names = new Map((observed.sdks ?? []).map((sdk) => [sdk.id, sdk]));
  for (const list of LISTS) {
    const documents = policies.filter((policy) => policy.kind === list && policy.complete);
    const [first] = documents;
    if (!first) continue;
    const head: Place = { kind: 'policy', documentId: first.id, sentence: first.title, offsetChars: 0 };
    for (const [who, byType] of findSightings(observed)) {
      // An app's own reads belong to the first list, those of SDKs to the others.
      if ((who === 'app') !== (list === 'collected-list')) continue;
      const sdk = names.get(who);
      if (who !== 'app' && (sdk === undefined || TOOLS.has(sdk.category))) continue;
      for (const [piType, sighting] of byType) {
        if (sighting.observed !== 'run') continue;
        const said = sayOfList(documents, who, piType);
        rows.push({
          about: 'list',
          party: who === 'app' ? 'app' : 'sdk',
          list,
          ...(who !== 'app' && { sdkId: who, sdkName: sdk?.nameZh ?? sdk?.name ?? who }),
          piType,
          observed: 'run',
          stated: said.stated,
          events: sighting.events,
          places: [...(said.places.length > 0 ? said.places : [head]), ...sighting.places],
        });
      }
    }
  }
  return rows;
}

function sayOfList(documents: readonly PolicyFacts[], who: string, piType: string): Statement {
  const types = [piType, ...(IMPLIED[piType] ?? [])];
  const statements = documents.flatMap((document) => document.statements).filter(({ negated }) => !negated);
  const entries = documents.flatMap((document) => document.sdkEntries);
  const own = [...statements, ...entries].filter((said) => who === 'app' || said.sdkIds.includes(who));
  const named = own.filter((said) => said.piTypes.some((key) => types.includes(key)));
  if (named.length > 0) return toStatement('named', named);
  const broad = own.filter((said) => said.broadPiTypes.includes(piType));
  if (broad.length > 0) return toStatement('broad', broad);
  return { stated: 'absent', places: own.map(({ place }) => place).slice(0, 1) };
}

/** Kinds that one document denies outright and another states; a condition makes of a denial no contradiction. */
function findContradictions(policies: readonly PolicyFacts[]): readonly PolicyMatchFacts[] {
  const rows = new Map<string, PolicyMatchFacts>();
  const own = policies.map(({ statements }) =>
    statements.filter(({ party, act }) => party === 'app' && act === 'collect'),
  );
  for (const [at, statements] of own.entries())
    for (const denial of statements.filter(({ negated, condition }) => negated && condition === undefined))
      for (const piType of denial.piTypes) {
        const other = own
          .filter((_, index) => index !== at)
          .flat()
          .find((statement) => !statement.negated && statement.piTypes.includes(piType));
        if (!other || rows.has(piType)) continue;
        rows.set(piType, {
          about: 'contradiction',
          party: 'app',
          piType,
          observed: 'none',
          stated: 'denied',
          events: 0,
          places: [denial.place, other.place],
        });
      }
  return [...rows.values()];
}
