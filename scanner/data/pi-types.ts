import { ScanError } from '../errors.ts';

/**
 * How grave a kind of personal information is: sensitive by law (PIPL article 28 or GB/T 35273 annex B), an
 * identifier that cannot be changed, one that can be reset, or general.
 */
export type Sensitivity = 'sensitive' | 'fixed-id' | 'resettable-id' | 'general';

/** One kind of personal information that Chinese regulators name. */
export type PiType = {
  /** Key used in all evidence, e.g. `imei`. */
  readonly key: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly sensitivity: Sensitivity;
  /** Often named in public notices although not sensitive by law. */
  readonly highRisk?: boolean;
  /** Permissions that open it, full names; empty where Android asks for none. */
  readonly permissions: readonly string[];
  /** Words by which a privacy policy declares it. */
  readonly words: { readonly zh: readonly string[]; readonly en: readonly string[] };
  readonly note?: string;
  /** Where the row's facts come from: published hook lists, recall of the platform, or both. */
  readonly source: 'hook-lists' | 'hook-lists-and-recall' | 'recall';
};

/** Reads pi-taxonomy.json. The file is the project's own: its shape is checked by a test, not on every start. */
export function readPiTypes(text: string): readonly PiType[] {
  const parsed = JSON.parse(text) as { types?: readonly PiType[] };
  if (!parsed.types) throw new ScanError('INTERNAL', 'No types.', { file: 'pi-taxonomy.json' });
  return parsed.types;
}
