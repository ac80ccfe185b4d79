import { AbstractObject, joinValues, toValue } from './abstract-value.ts';
import type { AbstractValue, Cell } from './abstract-value.ts';
import { Context } from './context.ts';

const CLASS = 'Ljava/lang/Class;';

/** Everything that holds values, and the objects that there are. What grows wakes those who read it. */
export class Heap {
  private readonly wake: (reader: Context) => void;
  private readonly cells = new Map<string, Cell>();
  private readonly objects = new Map<string, AbstractObject>();
  private readonly classObjects = new Map<string, AbstractObject>();
  private readonly classOf = new Map<AbstractObject, string>();
  private nextId = 1;

  constructor(wake: (reader: Context) => void) {
    this.wake = wake;
  }

  cell(key: string, first: AbstractValue): Cell {
    const known = this.cells.get(key);
    if (known) return known;
    const made: Cell = { value: first, readers: undefined };
    this.cells.set(key, made);
    return made;
  }

  /** A part of an object: a field, or what a platform object was told. */
  part(object: AbstractObject, name: string, first: AbstractValue): Cell {
    const parts = (object.parts ??= new Map());
    const known = parts.get(name);
    if (known) return known;
    const made: Cell = { value: first, readers: undefined };
    parts.set(name, made);
    return made;
  }

  read(cell: Cell, reader: Context): AbstractValue {
    (cell.readers ??= new Set()).add(reader);
    return cell.value;
  }

  write(cell: Cell, value: AbstractValue): void {
    const joined = joinValues(cell.value, value);
    if (joined === cell.value) return;
    cell.value = joined;
    if (cell.readers) for (const reader of cell.readers) if (reader instanceof Context) this.wake(reader);
  }

  /** The object of a key, made when first asked for. */
  object(key: string, type: string, isOpaque = false): AbstractObject {
    const known = this.objects.get(key);
    if (known) return known;
    const object = new AbstractObject(this.nextId++, type, isOpaque);
    this.objects.set(key, object);
    return object;
  }

  findObject(key: string): AbstractObject | undefined {
    return this.objects.get(key);
  }

  classObject(descriptor: string): AbstractValue {
    const known = this.classObjects.get(descriptor);
    if (known) return toValue(known);
    const object = new AbstractObject(this.nextId++, CLASS, false);
    this.classObjects.set(descriptor, object);
    this.classOf.set(object, descriptor);
    return toValue(object);
  }

  /** Which class a class object stands for. */
  classNamed(object: AbstractObject): string | undefined {
    return this.classOf.get(object);
  }
}
