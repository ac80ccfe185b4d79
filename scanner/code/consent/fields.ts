import type { DexFile } from '../../dex/index.ts';
import type { ClassHierarchy } from '../class-hierarchy.ts';
import { ANY, AbstractObject, NONE, ZERO, isNone, joinValues, toValue } from './abstract-value.ts';
import type { AbstractValue, Cell } from './abstract-value.ts';
import type { FieldInfo } from './call-info.ts';
import type { Context } from './context.ts';
import type { Heap } from './heap.ts';

const OBJECT = 'Ljava/lang/Object;';

/** The fields of the app's classes: each holds what was written to it anywhere, from its first value on. */
export class Fields {
  private readonly heap: Heap;
  private readonly hierarchy: ClassHierarchy;
  private readonly guard: (dex: DexFile, action: () => void) => void;

  /** `guard` runs what may meet broken code. */
  constructor(heap: Heap, hierarchy: ClassHierarchy, guard: (dex: DexFile, action: () => void) => void) {
    this.heap = heap;
    this.hierarchy = hierarchy;
    this.guard = guard;
  }

  /** `owner` is undefined for static fields. */
  read(field: FieldInfo, owner: AbstractValue | undefined, reader: Context): AbstractValue {
    if (!owner) return this.heap.read(this.staticCell(field), reader);
    if (isNone(owner)) return NONE;
    let value = NONE;
    for (const atom of owner.atoms) {
      if (!(atom instanceof AbstractObject)) continue;
      value = joinValues(value, this.heap.read(this.heap.part(atom, field.key, ZERO), reader));
      if (atom.isOpaque && this.isFilledByOthers(atom)) value = joinValues(value, ANY);
    }
    // An object that is not known may have been written through another name.
    value = joinValues(value, this.heap.read(field.openCell, reader));
    if (!owner.any) return value;
    const all = this.heap.read(field.allCell, reader);
    return joinValues(value, isNone(all) ? ANY : joinValues(all, ZERO));
  }

  write(field: FieldInfo, owner: AbstractValue | undefined, value: AbstractValue): void {
    if (!owner) {
      this.heap.write(this.staticCell(field), value);
      return;
    }
    for (const atom of owner.atoms)
      if (atom instanceof AbstractObject) this.heap.write(this.heap.part(atom, field.key, ZERO), value);
    if (owner.any) this.heap.write(field.openCell, value);
    this.heap.write(field.allCell, value);
  }

  /** Components are made by Android with fields at zero; what else is made by name may be filled, e.g. from JSON. */
  private isFilledByOthers(object: AbstractObject): boolean {
    const ancestor = this.hierarchy.findPlatformAncestor(object.type);
    return ancestor === undefined || ancestor === OBJECT;
  }

  private staticCell(field: FieldInfo): Cell {
    if (field.ownCell) return field.ownCell;
    let first = ZERO;
    const defined = this.hierarchy.findClass(field.owner);
    if (defined)
      this.guard(defined.dex, () => {
        const at = defined.staticFields.findIndex(({ ref }) => ref.name === field.name);
        const initial = at < 0 ? undefined : defined.staticValues()[at];
        if (initial?.kind === 'string') first = toValue(initial.value);
        else if (initial?.kind === 'boolean') first = toValue(initial.value ? 1 : 0);
        else if (initial?.kind === 'int' || initial?.kind === 'long') first = toValue(Number(initial.value));
      });
    field.ownCell = { value: first, readers: undefined };
    return field.ownCell;
  }
}
