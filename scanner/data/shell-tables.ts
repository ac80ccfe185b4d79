import type { HybridFrameworkFacts } from '../evidence/index.ts';
import { readTable, toList } from './tsv.ts';

/** Whether a packer or framework takes the app's own logic out of dex wholly or in part. */
export type Hides = 'all' | 'part';

/** A packer, and what gives it away. */
export type PackerRow = {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string;
  readonly hides: Hides;
  /** Globs over the base names of files in the package. */
  readonly files: readonly string[];
  /** File names that others use too: they count only beside another sign. */
  readonly weakFiles: readonly string[];
  /** Prefixes of its shell's classes. */
  readonly classes: readonly string[];
};

/** A framework whose app logic is written in another language. */
export type HybridFrameworkRow = {
  readonly id: HybridFrameworkFacts['id'];
  readonly name: string;
  /** Globs over whole entry names. */
  readonly files: readonly string[];
  readonly classes: readonly string[];
  readonly hides: Hides;
};

/** A wording that points to a privacy policy, a user agreement or a request for consent. */
export type PolicyWord = {
  readonly word: string;
  readonly language: 'zh' | 'en';
  readonly kind: 'policy' | 'agreement' | 'consent';
};

/** Reads packers.tsv. */
export function readPackers(text: string): readonly PackerRow[] {
  const columns = ['id', 'name', 'name_zh', 'hides', 'files', 'weak_files', 'classes'];
  return readTable(text, 'packers.tsv', columns).map((cells) => ({
    id: cells[0] ?? '',
    name: cells[1] ?? '',
    nameZh: cells[2] ?? '',
    hides: cells[3] === 'part' ? 'part' : 'all',
    files: toList(cells[4] ?? ''),
    weakFiles: toList(cells[5] ?? ''),
    classes: toList(cells[6] ?? ''),
  }));
}

/** Reads hybrid-frameworks.tsv. */
export function readHybridFrameworks(text: string): readonly HybridFrameworkRow[] {
  return readTable(text, 'hybrid-frameworks.tsv', ['id', 'name', 'files', 'classes', 'hides']).map(
    (cells) => ({
      id: (cells[0] ?? '') as HybridFrameworkRow['id'],
      name: cells[1] ?? '',
      files: toList(cells[2] ?? ''),
      classes: toList(cells[3] ?? ''),
      hides: cells[4] === 'part' ? 'part' : 'all',
    }),
  );
}

/** Reads policy-words.tsv. */
export function readPolicyWords(text: string): readonly PolicyWord[] {
  return readTable(text, 'policy-words.tsv', ['word', 'language', 'kind']).map((cells) => ({
    word: cells[0] ?? '',
    language: cells[1] === 'en' ? 'en' : 'zh',
    kind: (cells[2] ?? '') as PolicyWord['kind'],
  }));
}

/** Reads libraries.tsv: prefixes of code that apps bundle and that is nobody's service. */
export function readLibraryPrefixes(text: string): ReadonlySet<string> {
  return new Set(readTable(text, 'libraries.tsv', ['prefix']).map((cells) => cells[0] ?? ''));
}
