/** A pattern for a file name with `*` (anything but a slash) and `**` (anything). */
export function toGlobPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*\*|\*/g, (stars) => (stars === '**' ? '.*' : '[^/]*'));
  return new RegExp(`^${source}$`);
}

/** A test over many globs: those without a star by name, the others by pattern. */
export function toGlobTest(globs: readonly string[]): (name: string) => boolean {
  const names = new Set(globs.filter((glob) => !glob.includes('*')));
  const patterns = globs.filter((glob) => glob.includes('*')).map(toGlobPattern);
  return (name) => names.has(name) || patterns.some((pattern) => pattern.test(name));
}
