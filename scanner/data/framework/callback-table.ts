import type { FrameworkTable } from './framework-table.ts';

/** What Android may call on an object whose class extends or implements a platform class. */
export type PlatformCallbacks = {
  /** Whether the platform has this class, by internal name such as `android/view/View`. */
  has(internalName: string): boolean;
  /** Name and descriptor of every method that a subclass may override, inherited ones included. */
  overridable(internalName: string): ReadonlySet<string>;
};

const ACCESS_PRIVATE = 0x2;
const ACCESS_STATIC = 0x8;
const ACCESS_FINAL = 0x10;

/**
 * The part of the framework table that tells which methods of an app Android can call: one line a class with its
 * superclass, its interfaces and its own methods that can be overridden. Classes that cannot be extended are left out.
 */
export function renderCallbackTable(table: FrameworkTable): string {
  const lines: string[] = [];
  for (const name of [...table.classNames()].sort()) {
    const found = table.findClass(name);
    if (!found || (found.flags & ACCESS_FINAL) !== 0) continue;
    const methods = found.methods
      .filter(
        (method) =>
          method.name !== '<init>' &&
          method.name !== '<clinit>' &&
          (method.flags & (ACCESS_PRIVATE | ACCESS_STATIC | ACCESS_FINAL)) === 0,
      )
      .map((method) => method.name + method.descriptor);
    lines.push([name, found.superName, found.interfaces.join(','), methods.join(' ')].join('\t'));
  }
  return `${lines.join('\n')}\n`;
}

/** Opens what renderCallbackTable wrote; a class is taken apart when it is asked for. */
export function readCallbackTable(text: string): PlatformCallbacks {
  const rows = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const tab = text.indexOf('\t', at);
    rows.set(text.slice(at, tab), text.slice(tab + 1, end));
    at = end + 1;
  }
  const kept = new Map<string, ReadonlySet<string>>();
  const overridable = (name: string): ReadonlySet<string> => {
    const known = kept.get(name);
    if (known) return known;
    const all = new Set<string>();
    // Set first, so that a circle in the table would end.
    kept.set(name, all);
    const [superName = '', interfaces = '', methods = ''] = (rows.get(name) ?? '').split('\t');
    for (const parent of [superName, ...interfaces.split(',')])
      if (parent !== '') for (const method of overridable(parent)) all.add(method);
    if (methods !== '') for (const method of methods.split(' ')) all.add(method);
    return all;
  };
  return { has: (name) => rows.has(name), overridable };
}
