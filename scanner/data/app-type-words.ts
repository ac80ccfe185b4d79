import { readTable, toList } from './tsv.ts';

/** Words by which an app's type among the 39 of the provisions of 2021 can be guessed. */
export type AppTypeWords = {
  /** As in rules/duties/app-types.yml. */
  readonly id: string;
  readonly zh: readonly string[];
  /** Lower case; also looked for as parts of the package name. */
  readonly en: readonly string[];
  /** Permissions that speak for the type beside a word. */
  readonly permissions: readonly string[];
};

/** Reads app-type-words.tsv. */
export function readAppTypeWords(text: string): readonly AppTypeWords[] {
  return readTable(text, 'app-type-words.tsv', ['id', 'zh', 'en', 'permissions']).map((cells) => ({
    id: cells[0] ?? '',
    zh: toList(cells[1] ?? ''),
    en: toList(cells[2] ?? ''),
    permissions: toList(cells[3] ?? '').map((name) => `android.permission.${name}`),
  }));
}
