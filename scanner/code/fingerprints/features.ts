/**
 * What of a method survives renaming: the platform methods it calls, the platform fields it reads, and its string
 * constants. Renaming tools cannot touch them; shrinking drops whole methods; inlining moves them, which costs some
 * methods their print and leaves the rest. Names, descriptors and order are left out, because tools change these.
 */

/** Platform code whose use says what a method is for. */
const TELLING_OWNERS = [
  'android/',
  'dalvik/',
  'org/json/',
  'org/apache/http/',
  'javax/',
  'java/io/',
  'java/net/',
  'java/nio/',
  'java/security/',
  'java/text/',
  'java/util/concurrent/',
  'java/util/zip/',
  'java/util/Timer',
  'java/util/Locale',
  'java/util/UUID',
  'java/util/Calendar',
  'java/lang/reflect/',
  'java/lang/Runtime',
  'java/lang/Thread',
  'java/lang/Process',
];

const MIN_TEXT_CHARS = 4;
const MAX_TEXT_CHARS = 400;
const MIN_FEATURES = 2;
const MIN_WEIGHT = 4;
const TEXT_WEIGHT = 2;

/** Whether calls into this class (internal name, `android/os/Build`) are told apart by. */
export function isTellingOwner(internalName: string): boolean {
  // The support library is called android too, and is renamed like any other.
  if (internalName.startsWith('android/support/') || internalName.startsWith('android/arch/')) return false;
  return TELLING_OWNERS.some((prefix) => internalName.startsWith(prefix));
}

/** Whether a string constant is told apart by: not too short, and no number or white space alone. */
export function isTellingText(text: string): boolean {
  return text.length >= MIN_TEXT_CHARS && text.length <= MAX_TEXT_CHARS && /[^\s\d.,:;/=-]{3}/u.test(text);
}

/** A number for a call or a field read: owner, name and descriptor as the class file has them. */
export function hashReference(internalOwner: string, name: string, descriptor: string): number {
  return hashText(`${internalOwner}.${name}:${descriptor}`);
}

/** 32 bits of a text: FNV-1a over its UTF-16 units, mixed. Never 0. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193);
  }
  return mix(hash) || 1;
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Gathers the features of one method after another. */
export class MethodPrint {
  private readonly features = new Set<number>();
  private weight = 0;

  reset(): void {
    this.features.clear();
    this.weight = 0;
  }

  addReference(hash: number): void {
    this.add(hash, 1);
  }

  addText(hash: number): void {
    this.add(hash, TEXT_WEIGHT);
  }

  /** The method's print; 0 for one that has too little to be told apart by. */
  finish(): number {
    if (this.features.size < MIN_FEATURES || this.weight < MIN_WEIGHT) return 0;
    // A sum and a sum of squares do not depend on the order in which a tool left the features.
    let sum = 0;
    let squares = 0;
    for (const feature of this.features) {
      sum = (sum + feature) | 0;
      squares = (squares + Math.imul(feature, feature | 1)) | 0;
    }
    return mix(sum ^ mix(squares ^ this.features.size)) || 1;
  }

  private add(hash: number, weight: number): void {
    if (this.features.has(hash)) return;
    this.features.add(hash);
    this.weight += weight;
  }
}
