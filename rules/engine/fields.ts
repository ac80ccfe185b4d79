import { SLOT_NAMES } from '../../scanner/evidence/index.ts';
import type { SlotName } from '../../scanner/evidence/index.ts';

/** A field's type, a list of one shape, or fields by name; see evidence-fields.ts. */
export type Shape = string | readonly [Shape] | { readonly [field: string]: Shape };

export type FieldLeaf = {
  readonly type: 'text' | 'number' | 'flag' | 'map' | 'object';
  readonly absentMeans: 'no' | 'unknown';
  /** True where a list was crossed on the way, or the field is one. */
  readonly many: boolean;
  readonly shape: Shape;
};

/** Follows a dotted path from a shape; lists are crossed silently. Undefined when there is no such field. */
export function findField(shape: Shape, path: string): FieldLeaf | undefined {
  let many = false;
  let current: Shape = shape;
  const enterLists = (): void => {
    while (Array.isArray(current)) {
      many = true;
      current = (current as readonly [Shape])[0];
    }
  };
  for (const name of path === '' ? [] : path.split('.')) {
    enterLists();
    if (typeof current === 'string') {
      if (current !== 'map') return undefined;
      current = 'text';
      continue;
    }
    const next: Shape | undefined = Object.hasOwn(current, name)
      ? (current as { readonly [field: string]: Shape })[name]
      : undefined;
    if (next === undefined) return undefined;
    current = next;
  }
  const shapeHere = current;
  enterLists();
  if (typeof current !== 'string') return { type: 'object', absentMeans: 'no', many, shape: shapeHere };
  const base = current.replace('?', '');
  const type = base === 'number' || base === 'flag' || base === 'map' ? base : 'text';
  return { type, absentMeans: current.endsWith('?') ? 'unknown' : 'no', many, shape: shapeHere };
}

/** The slot a full path begins with, and the rest of the path. Undefined when no slot has that name. */
export function splitSlotPath(path: string): { slot: SlotName; rest: string } | undefined {
  const dot = path.indexOf('.');
  const head = dot === -1 ? path : path.slice(0, dot);
  const slot = SLOT_NAMES.find((name) => name === head);
  return slot === undefined ? undefined : { slot, rest: dot === -1 ? '' : path.slice(dot + 1) };
}
