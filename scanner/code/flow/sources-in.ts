import { toTrace } from './taint.ts';
import type { Fact, Source } from './taint.ts';

const NO_SOURCES: readonly Source[] = [];

/** The sources in one method, by pc. */
export class SourcesIn {
  private readonly byPc = new Map<number, Source[]>();

  constructor(sources: readonly Source[]) {
    for (const source of sources) {
      const list = this.byPc.get(source.access.pc);
      if (list === undefined) this.byPc.set(source.access.pc, [source]);
      else list.push(source);
    }
  }

  at(pc: number): readonly Source[] {
    // Few methods hold sources.
    return this.byPc.size === 0 ? NO_SOURCES : (this.byPc.get(pc) ?? NO_SOURCES);
  }

  factOf(source: Source): Fact {
    return {
      origin: { kind: 'source', key: `s${source.index}`, source },
      transforms: [],
      opened: false,
      trace: toTrace(undefined, { method: source.access.method, pc: source.access.pc }),
    };
  }
}
