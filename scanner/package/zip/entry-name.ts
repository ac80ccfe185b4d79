/** Why an entry's name would be dangerous as a path, or undefined when it is harmless. */
export function findNameHazard(name: string): string | undefined {
  if (name.includes('\0')) return 'contains a NUL character';
  if (name.startsWith('/') || /^[A-Za-z]:/u.test(name)) return 'is an absolute path';
  if (name.includes('\\')) return 'contains a backslash';
  if (name.split('/').includes('..')) return 'climbs out of its folder';
  return undefined;
}
