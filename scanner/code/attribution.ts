import { toClassName } from '../dex/index.ts';
import { isLibraryRow } from '../data/index.ts';
import type { ScannerData } from '../data/index.ts';
import type { Attribution } from '../evidence/index.ts';

/** Second segments that many owners share, so that they name nobody. */
const SHARED_SECOND = new Set([
  'ac',
  'co',
  'com',
  'edu',
  'github',
  'gitee',
  'gitlab',
  'googlecode',
  'gov',
  'net',
  'org',
]);

/** The descriptor of a class with a name of one or two letters, or inside of one: `Lcom/example/b;`, `Lcom/a$c;`. */
const RENAMED = /\/[a-z]{1,2}(?:\$[\w$]+)?;$/u;

/** The part of a package name that names its maker: `com.example` of `com.example.app`. */
function vendorPrefix(packageName: string): string | undefined {
  const parts = packageName.split('.');
  const count = SHARED_SECOND.has(parts[1] ?? '') ? 3 : 2;
  return parts.length > count ? parts.slice(0, count).join('.') : undefined;
}

/**
 * Says whose code a class is. The longest prefix that an SDK or library claims decides, unless the app's own package
 * lies under the same prefix (a vendor's own app). Next, classes under the app's package, or under the package of a
 * component that no SDK claims, are the app's. The rest is `unknown`: renamed classes could be anybody's.
 */
export class Attributor {
  private readonly data: ScannerData;
  private readonly packageName: string;
  private readonly appPrefixes: ReadonlySet<string>;
  private classRows: ReadonlySet<string> | undefined;
  private readonly byPackage = new Map<string, Attribution>();
  private readonly byInternalPackage = new Map<string, Attribution>();
  private recognised: ReadonlyMap<string, Attribution> = new Map();

  /** `components` are class names of the manifest: components and the Application. */
  constructor(data: ScannerData, packageName: string, components: readonly string[]) {
    this.data = data;
    this.packageName = packageName;
    const prefixes = new Set<string>();
    if (packageName !== '') prefixes.add(packageName);
    const vendor = vendorPrefix(packageName);
    if (vendor !== undefined) prefixes.add(vendor);
    for (const name of components) {
      const dot = name.lastIndexOf('.');
      if (dot > 0 && name.includes('.') && !this.findOwner(name)) prefixes.add(name.slice(0, dot));
    }
    this.appPrefixes = prefixes;
  }

  /**
   * Whether the class's name leaves its owner open: `wholly` where nobody claims it, `partly` where it lies in the app's
   * own package under a name as renaming tools give them, so that it may have been put there.
   */
  openness(descriptor: string): 'wholly' | 'partly' | 'not' {
    const { kind } = this.attributeType(descriptor);
    if (kind === 'unknown') return 'wholly';
    return kind === 'app' && RENAMED.test(descriptor) ? 'partly' : 'not';
  }

  /** Takes over owners of open classes that were recognised by other means than their names. */
  recognise(owners: ReadonlyMap<string, Attribution>): void {
    this.recognised = owners;
  }

  /** As `attribute`, by descriptor: for walks over all classes, most of which their package settles. */
  attributeType(descriptor: string): Attribution {
    const internalPackage = descriptor.slice(1, Math.max(1, descriptor.lastIndexOf('/')));
    const known = this.byInternalPackage.get(internalPackage);
    // What was recognised was open by its name.
    if (known && (this.recognised.size === 0 || (known.kind !== 'unknown' && known.kind !== 'app')))
      return known;
    const className = toClassName(descriptor);
    const owner = this.attribute(className);
    if (!this.recognised.has(className) && this.isSettledByPackage(internalPackage.replaceAll('/', '.')))
      this.byInternalPackage.set(internalPackage, owner);
    return owner;
  }

  /** Whose code the class with this dotted name is. */
  attribute(className: string): Attribution {
    const recognised = this.recognised.get(className);
    if (recognised) return recognised;
    const dot = className.lastIndexOf('.');
    // Some table rows name a class, so the class decides for packages as small as that.
    const key = dot < 0 ? '' : className.slice(0, dot);
    const known = this.byPackage.get(key);
    if (known) return known;
    const owner = this.findOwner(className) ?? this.findApp(key) ?? { kind: 'unknown' as const };
    if (this.isSettledByPackage(key)) this.byPackage.set(key, owner);
    return owner;
  }

  private isSettledByPackage(packageName: string): boolean {
    return packageName !== '' && !this.packagesWithClassRows.has(packageName);
  }

  private get packagesWithClassRows(): ReadonlySet<string> {
    this.classRows ??= new Set(
      this.data.sdks.rows
        .flatMap((row) => row.prefixes)
        .filter((prefix) => /\.[A-Z][^.]*$/.test(prefix))
        .map((prefix) => prefix.slice(0, prefix.lastIndexOf('.'))),
    );
    return this.classRows;
  }

  private findOwner(className: string): Attribution | undefined {
    const sdk = this.data.sdks.findByClass(className);
    const library = this.findLibrary(className);
    if (sdk && !this.isOwnPrefix(sdk.prefix) && (library === undefined || sdk.prefix.length > library.length))
      return isLibraryRow(sdk.row)
        ? { kind: 'library', prefix: sdk.prefix }
        : { kind: 'sdk', sdkId: sdk.row.id };
    if (library !== undefined && !this.isOwnPrefix(library)) return { kind: 'library', prefix: library };
    return undefined;
  }

  private isOwnPrefix(prefix: string): boolean {
    return this.packageName === prefix || this.packageName.startsWith(`${prefix}.`);
  }

  private findLibrary(className: string): string | undefined {
    for (let end = className.length; end > 0; end = className.lastIndexOf('.', end - 1)) {
      const prefix = className.slice(0, end);
      if (this.data.libraryPrefixes.has(prefix)) return prefix;
    }
    return undefined;
  }

  private findApp(packageName: string): Attribution | undefined {
    for (let end = packageName.length; end > 0; end = packageName.lastIndexOf('.', end - 1))
      if (this.appPrefixes.has(packageName.slice(0, end))) return { kind: 'app' };
    return undefined;
  }
}
