const PRIMITIVES: Readonly<Record<string, string>> = {
  V: 'void',
  Z: 'boolean',
  B: 'byte',
  S: 'short',
  C: 'char',
  I: 'int',
  J: 'long',
  F: 'float',
  D: 'double',
};

/** Source form of a descriptor: `Lcom/example/Main$1;` becomes `com.example.Main$1`, `[I` becomes `int[]`. */
export function toClassName(descriptor: string): string {
  let dimensions = 0;
  while (descriptor.charCodeAt(dimensions) === 0x5b) dimensions++;
  const element = descriptor.slice(dimensions);
  const name = element.startsWith('L')
    ? element.slice(1, element.endsWith(';') ? -1 : undefined).replaceAll('/', '.')
    : ((Object.hasOwn(PRIMITIVES, element) ? PRIMITIVES[element] : undefined) ?? element);
  return name + '[]'.repeat(dimensions);
}

/** Descriptor of a class name in source form: `com.example.Main` becomes `Lcom/example/Main;`. */
export function toDescriptor(className: string): string {
  return `L${className.replaceAll('.', '/')};`;
}
