/** A JSON Schema (2020-12) node; every one says what it describes. */
export type SchemaNode = { readonly description: string; readonly [keyword: string]: unknown };

// Short builders, so that the schema reads as the data dictionary it is. An object takes no property that it does
// not name: a report of a later version is told from a damaged one by its schemaVersion, not by luck.

export function text(description: string, more: Readonly<Record<string, unknown>> = {}): SchemaNode {
  return { description, type: 'string', ...more };
}

export function count(description: string): SchemaNode {
  return { description, type: 'integer', minimum: 0 };
}

export function number(description: string, more: Readonly<Record<string, unknown>> = {}): SchemaNode {
  return { description, type: 'number', ...more };
}

export function flag(description: string): SchemaNode {
  return { description, type: 'boolean' };
}

export function oneOf(description: string, values: readonly (string | number)[]): SchemaNode {
  return { description, enum: values };
}

export function list(description: string, items: SchemaNode | { readonly $ref: string }): SchemaNode {
  return { description, type: 'array', items };
}

export function texts(description: string, item: string): SchemaNode {
  return list(description, text(item));
}

/** Lower-case hex of `digits` digits, or empty where the sample could not be read. */
export function hex(description: string, digits: number): SchemaNode {
  return text(description, { pattern: `^([0-9a-f]{${digits}})?$` });
}

export function ref(name: string, description: string): SchemaNode {
  return { description, $ref: `#/$defs/${name}` };
}

/** An object whose properties are all required but those whose name ends in `?`. */
export function object(description: string, properties: Readonly<Record<string, SchemaNode>>): SchemaNode {
  const plain = (name: string): string => name.replace(/\?$/, '');
  return {
    description,
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([name, node]) => [plain(name), node])),
    required: Object.keys(properties).filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}

export function record(description: string, values: SchemaNode): SchemaNode {
  return { description, type: 'object', additionalProperties: values };
}

/** Objects told apart by their `kind`. */
export function union(description: string, members: Readonly<Record<string, SchemaNode>>): SchemaNode {
  return {
    description,
    oneOf: Object.entries(members).map(([kind, member]) => {
      const properties = member['properties'] as Readonly<Record<string, SchemaNode>>;
      return {
        ...member,
        properties: { kind: { description: `Says that this is a ${kind}.`, const: kind }, ...properties },
        required: ['kind', ...(member['required'] as readonly string[])],
      };
    }),
  };
}
