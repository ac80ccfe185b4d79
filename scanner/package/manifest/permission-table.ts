/** What the platform says of a permission. */
export type PermissionInfo = {
  readonly protection?: string;
  /** Group without prefix, e.g. `LOCATION`. */
  readonly group?: string;
  /** Keys of the taxonomy of personal information that the permission opens. */
  readonly piTypes: readonly string[];
};

/** By full permission name, e.g. `android.permission.CAMERA`. */
export type PermissionTable = ReadonlyMap<string, PermissionInfo>;

const PROTECTION_BASES = ['normal', 'dangerous', 'signature', 'signatureOrSystem', 'internal'];
const PROTECTION_FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [0x10, 'privileged'],
  [0x20, 'development'],
  [0x40, 'appop'],
  [0x80, 'pre23'],
  [0x100, 'installer'],
  [0x200, 'verifier'],
  [0x400, 'preinstalled'],
  [0x800, 'setup'],
  [0x1000, 'instant'],
  [0x2000, 'runtime'],
];

/** `signature|privileged` and so on, from android:protectionLevel's number (PermissionInfo of the SDK). */
export function renderProtection(level: number): string {
  const base = PROTECTION_BASES[level & 0x0f] ?? `level ${level & 0x0f}`;
  return [base, ...PROTECTION_FLAGS.filter(([bit]) => (level & bit) !== 0).map(([, name]) => name)].join('|');
}
