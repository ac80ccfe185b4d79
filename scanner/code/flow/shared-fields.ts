import type { DexMethod } from '../../dex/index.ts';
import { toCodeProblem } from '../app-code.ts';
import type { ClassHierarchy } from '../class-hierarchy.ts';
import { CLEAN, join } from './flow-value.ts';
import type { FlowValue, Text } from './flow-value.ts';
import type { MethodRecord } from './method-record.ts';

/** What fields need of the engine: who uses one, and having these methods read. */
type Readers = {
  usersOf(use: 'reads' | 'writes', field: string): readonly DexMethod[];
  /** Undefined for methods without code, or with code that cannot be read. */
  record(method: DexMethod): MethodRecord | undefined;
  knownRecord(method: DexMethod): MethodRecord | undefined;
  enqueue(record: MethodRecord | undefined): void;
};

/** What the app's fields hold, of any object of their class. */
export class SharedFields {
  private readonly hierarchy: ClassHierarchy;
  private readonly readers: Readers;
  private readonly fields = new Map<string, FlowValue>();
  private readonly askedWriters = new Set<string>();
  private readonly statics = new Map<string, Text | undefined>();

  constructor(hierarchy: ClassHierarchy, readers: Readers) {
    this.hierarchy = hierarchy;
    this.readers = readers;
  }

  /** What other methods left in a field, of any object. `reader` is read again when there is more. */
  read(field: string): FlowValue {
    return this.fields.get(field) ?? CLEAN;
  }

  /** Text and medium of a field; methods that store there are read for it, once, should none have been yet. */
  ask(field: string): void {
    if (this.askedWriters.has(field)) return;
    this.askedWriters.add(field);
    for (const method of this.readers.usersOf('writes', field).slice(0, 3)) {
      const record = this.readers.record(method);
      if (record !== undefined && record.runs === 0) this.readers.enqueue(record);
    }
  }

  store(field: string, value: FlowValue): void {
    const stored: FlowValue = {
      facts: value.facts,
      objects: [],
      ...(value.text?.kind === 'const' ? { text: value.text } : {}),
      ...(value.medium === undefined || value.medium.kind === 'parameter' ? {} : { medium: value.medium }),
    };
    if (stored.facts.length === 0 && stored.text === undefined && stored.medium === undefined) return;
    const known = this.fields.get(field);
    // A value without a text says nothing of the texts that others stored.
    const text = stored.text ?? known?.text;
    const joined =
      known === undefined
        ? stored
        : join(
            known.text === undefined && text !== undefined ? { ...known, text } : known,
            text === undefined ? stored : { ...stored, text },
          );
    if (joined === known) return;
    this.fields.set(field, joined);
    const hasFacts = joined.facts !== (known?.facts ?? CLEAN.facts);
    for (const method of this.readers.usersOf('reads', field)) {
      // Texts alone matter only to methods that are read anyway.
      const record = hasFacts ? this.readers.record(method) : this.readers.knownRecord(method);
      if (record !== undefined && (hasFacts || record.runs > 0)) this.readers.enqueue(record);
    }
  }

  /** The constant with which a static field starts. */
  staticText(field: string): Text | undefined {
    if (this.statics.has(field)) return this.statics.get(field);
    const [owner = '', name = ''] = field.split('->');
    let text: Text | undefined;
    try {
      const defined = this.hierarchy.findClass(owner);
      const at = defined?.staticFields.findIndex(({ ref }) => ref.name === name) ?? -1;
      const value = at < 0 ? undefined : defined?.staticValues()[at];
      if (value?.kind === 'string') text = { kind: 'const', text: value.value, complete: true };
    } catch (error) {
      toCodeProblem(error, owner);
    }
    this.statics.set(field, text);
    return text;
  }
}
