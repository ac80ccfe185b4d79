/**
 * The form of a JSON value, as data: read by the loader to check evidence, and by others who must know which fields
 * exist. Fields that a shape does not name are let pass, so that readers of one version bear additions.
 */
export type Shape =
  | { readonly kind: 'string'; readonly oneOf?: readonly string[]; readonly pattern?: RegExp }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'array'; readonly item: Shape }
  | { readonly kind: 'record'; readonly value: Shape }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, FieldShape>> }
  /** Objects told apart by their field `kind`; the case's own shape names the other fields. */
  | { readonly kind: 'union'; readonly cases: Readonly<Record<string, Shape>> };

export type FieldShape = { readonly shape: Shape; readonly optional: boolean };

type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** A shape for each field of T: a bare one where the field is required, `optional(...)` where it is not. */
export type FieldsOf<T> = {
  readonly [K in keyof T]-?: K extends OptionalKeys<T> ? { readonly optional: Shape } : Shape;
};

export const text: Shape = { kind: 'string' };
export const number: Shape = { kind: 'number' };
export const boolean: Shape = { kind: 'boolean' };
export const texts: Shape = { kind: 'array', item: text };

export function oneOf(...values: readonly string[]): Shape {
  return { kind: 'string', oneOf: values };
}

export function pattern(expression: RegExp): Shape {
  return { kind: 'string', pattern: expression };
}

export function arrayOf(item: Shape): Shape {
  return { kind: 'array', item };
}

export function recordOf(value: Shape): Shape {
  return { kind: 'record', value };
}

export function unionOf(cases: Readonly<Record<string, Shape>>): Shape {
  return { kind: 'union', cases };
}

export function optional(shape: Shape): { readonly optional: Shape } {
  return { optional: shape };
}

/** The shape of an object of type T; the compiler demands every field of T. */
export function objectOf<T>(fields: FieldsOf<T>): Shape {
  const entries = Object.entries(fields as Record<string, Shape | { readonly optional: Shape }>);
  return {
    kind: 'object',
    fields: Object.fromEntries(
      entries.map(([name, field]): [string, FieldShape] => [
        name,
        'optional' in field ? { shape: field.optional, optional: true } : { shape: field, optional: false },
      ]),
    ),
  };
}

/** A value that does not fit its shape. */
export type Misfit = { readonly path: string; readonly expected: string };

/** The first place where a value departs from a shape, or undefined where it fits. */
export function findMisfit(value: unknown, shape: Shape, path: string): Misfit | undefined {
  switch (shape.kind) {
    case 'string':
      if (typeof value !== 'string') return { path, expected: 'a text' };
      if (shape.oneOf && !shape.oneOf.includes(value))
        return { path, expected: `one of ${shape.oneOf.join(', ')}` };
      if (shape.pattern && !shape.pattern.test(value)) return { path, expected: `${shape.pattern}` };
      return undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : { path, expected: 'a number' };
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { path, expected: 'true or false' };
    case 'array':
      if (!Array.isArray(value)) return { path, expected: 'a list' };
      return firstOf(value, (item, i) => findMisfit(item, shape.item, `${path}[${i}]`));
    case 'record':
      if (!isObject(value)) return { path, expected: 'an object' };
      return firstOf(Object.keys(value), (key) => findMisfit(value[key], shape.value, `${path}.${key}`));
    case 'object':
      if (!isObject(value)) return { path, expected: 'an object' };
      return firstOf(Object.keys(shape.fields), (key) => fieldMisfit(value, key, shape.fields[key], path));
    case 'union': {
      if (!isObject(value)) return { path, expected: 'an object' };
      const tag = Object.hasOwn(value, 'kind') ? value['kind'] : undefined;
      if (typeof tag !== 'string' || !Object.hasOwn(shape.cases, tag))
        return { path: `${path}.kind`, expected: `one of ${Object.keys(shape.cases).join(', ')}` };
      const chosen = shape.cases[tag];
      return chosen ? findMisfit(value, chosen, path) : undefined;
    }
  }
}

function fieldMisfit(
  value: Record<string, unknown>,
  key: string,
  field: FieldShape | undefined,
  path: string,
): Misfit | undefined {
  if (!field) return undefined;
  if (!Object.hasOwn(value, key) || value[key] === undefined)
    return field.optional ? undefined : { path: `${path}.${key}`, expected: 'to be there' };
  return findMisfit(value[key], field.shape, `${path}.${key}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstOf<T>(
  items: readonly T[],
  find: (item: T, i: number) => Misfit | undefined,
): Misfit | undefined {
  for (let i = 0; i < items.length; i++) {
    const misfit = find(items[i] as T, i);
    if (misfit) return misfit;
  }
  return undefined;
}
