import type { MethodPlace } from '../pi-accesses.ts';
import type { SinkKind } from './flow-tables.ts';
import type { Text } from './flow-value.ts';
import type { SinkHit } from './method-record.ts';
import type { Fact, Source, Trace } from './taint.ts';

/** A source, a sink, and a way between them. */
export type FoundFlow = {
  readonly source: Source;
  readonly kind: SinkKind;
  readonly api: string;
  readonly place: MethodPlace;
  readonly to: Text | undefined;
  readonly shared: boolean;
  readonly transforms: readonly string[];
  readonly trace: Trace | undefined;
};

const MAX_FLOWS = 4000;

/** Flows that were found, one for each kind of information and place of a sink: the clearest. */
export class FoundFlows {
  /** Whether there were more than are kept. */
  isCutShort = false;
  private readonly found = new Map<string, FoundFlow>();

  all(): readonly FoundFlow[] {
    return [...this.found.values()];
  }

  report(sink: SinkHit, fact: Fact): void {
    if (fact.origin.kind !== 'source' || sink.kind === 'stream') return;
    const { source } = fact.origin;
    if (source.needsOpening && !fact.opened) return;
    // To run the command that reads is no way out.
    if (source.access.channel === 'command' && sink.kind === 'command') return;
    const { method, pc } = sink.place;
    const key = `${source.access.piType}|${sink.kind}|${method.owner.dex.name}|${method.index}|${pc}`;
    const known = this.found.get(key);
    const flow: FoundFlow = {
      source,
      kind: sink.kind,
      api: sink.api,
      place: sink.place,
      to: sink.to,
      shared: sink.shared ?? false,
      transforms: fact.transforms,
      trace: fact.trace,
    };
    if (known === undefined) {
      if (this.found.size < MAX_FLOWS) this.found.set(key, flow);
      else this.isCutShort = true;
    } else if (isClearer(flow, known)) this.found.set(key, flow);
  }
}

function tellsReceiver({ to }: FoundFlow): boolean {
  return to?.kind === 'const' && to.text !== '';
}

/** Of two ways to one sink the one that tells the receiver, then the one that changes the data less, then the shorter. */
function isClearer(flow: FoundFlow, known: FoundFlow): boolean {
  const told = tellsReceiver(flow);
  if (told !== tellsReceiver(known)) return told;
  if (flow.transforms.length !== known.transforms.length)
    return flow.transforms.length < known.transforms.length;
  return (flow.trace?.length ?? 0) < (known.trace?.length ?? 0);
}
