import type { Budget } from '../../budget.ts';
import type { PlatformCallbacks } from '../../data/index.ts';
import type { SinkKind, FlowTables } from './flow-tables.ts';
import type { AppCode } from '../app-code.ts';
import type { MethodPlace, PiAccess } from '../pi-accesses.ts';
import type { Reachability } from '../reachability.ts';
import { FlowEngine } from './flow-engine.ts';
import type { ComponentTargets } from './intent-targets.ts';
import { toPlaces } from './taint.ts';
import { toSources } from './sources.ts';

/** Personal information on its way from a read to where it leaves the app's own memory. */
export type DataFlow = {
  readonly access: PiAccess;
  readonly sink: {
    readonly kind: SinkKind;
    /** What is called there, e.g. `java.net.URL.openConnection`. */
    readonly api: string;
    readonly place: MethodPlace;
    /** The beginning of the address, path or number that gets it, where it is a constant. */
    readonly to?: string;
    /** `to` is the whole of it. */
    readonly isWhole: boolean;
    /** A file where other apps may read it. */
    readonly shared: boolean;
  };
  /** From the read to the sink. */
  readonly path: readonly MethodPlace[];
  /** What was done to it on the way, in order: `md5`, `base64`, `aes`, `json` ... */
  readonly transforms: readonly string[];
};

export type DataFlows = {
  readonly flows: readonly DataFlow[];
  /** Whether a limit ended the search early, so that flows may be missing. */
  readonly isCutShort: boolean;
};

export type DataFlowInput = {
  readonly app: AppCode;
  readonly accesses: readonly PiAccess[];
  readonly reachability: Pick<Reachability, 'has'>;
  readonly callbacks: PlatformCallbacks;
  /** Whether a class, by descriptor, is a bundled library's. */
  readonly isLibrary: (descriptor: string) => boolean;
  readonly tables: FlowTables;
  readonly components: ComponentTargets;
  readonly budget: Budget;
};

/** Work allowed: some for any app, and more by the size of its code, so that the whole stays linear. */
const BASE_WORK = 80_000;
const WORK_PER_MB = 16_000;

/**
 * Follows what each read of personal information gives to where it leaves the app. Reads of bundled libraries for their
 * own ends are left out.
 */
export function findDataFlows(input: DataFlowInput): DataFlows {
  const { reachability } = input;
  const libraries = new Map<string, boolean>();
  const isLibrary = (descriptor: string): boolean => {
    let answer = libraries.get(descriptor);
    if (answer === undefined) libraries.set(descriptor, (answer = input.isLibrary(descriptor)));
    return answer;
  };
  const sources = toSources(
    input.accesses.filter(({ method }) => reachability.has(method) && !isLibrary(method.owner.descriptor)),
    (api) => input.tables.sourceCallbacks.has(api),
  );
  if (sources.length === 0) return { flows: [], isCutShort: false };
  const sizeBytes = input.app.dexFiles.reduce((sum, dex) => sum + dex.bytes.length, 0);
  const engine = new FlowEngine({
    ...input,
    isLibrary,
    sources,
    maxWork: BASE_WORK + Math.round((WORK_PER_MB * sizeBytes) / 1_000_000),
  });
  const flows = engine.run().map((found): DataFlow => ({
    access: found.source.access,
    sink: {
      kind: found.kind,
      api: found.api,
      place: found.place,
      isWhole: found.to?.kind === 'const' && found.to.complete,
      shared: found.shared,
      ...(found.to?.kind === 'const' && found.to.text !== '' ? { to: found.to.text } : {}),
    },
    path: toPlaces(found.trace),
    transforms: found.transforms,
  }));
  return { flows, isCutShort: engine.isCutShort };
}
