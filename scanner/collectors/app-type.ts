import type { AppTypeWords } from '../data/index.ts';
import type { AppTypeFacts } from '../evidence/index.ts';

/** What a guess is made from. */
export type AppTypeClues = {
  /** The app's labels in every language. */
  readonly labels: readonly string[];
  readonly packageName: string;
  readonly permissions: readonly string[];
  /** Wordings of its policy or consent step, where it carries them. */
  readonly texts: readonly string[];
};

const LABEL_WEIGHT = 4;
const PACKAGE_WEIGHT = 2;
const TEXT_WEIGHT = 1;
const PERMISSION_WEIGHT = 1;
/** A word of the label alone suffices; a package name needs a second sign. */
const ENOUGH = 3;
const MAX_TEXTS = 200;

/**
 * Guesses the app's type from its name, its package and its words. Undefined where nothing speaks clearly for one type:
 * two types that score the same are no guess at all.
 */
export function guessAppType(clues: AppTypeClues, table: readonly AppTypeWords[]): AppTypeFacts | undefined {
  const scored = table
    .map((row) => ({ row, ...score(clues, row) }))
    .filter(({ points }) => points >= ENOUGH)
    .sort((a, b) => b.points - a.points);
  const [best, second] = scored;
  if (!best || best.points === second?.points) return undefined;
  return { id: best.row.id, by: 'guess', because: best.because };
}

function score(
  clues: AppTypeClues,
  row: AppTypeWords,
): { readonly points: number; readonly because: readonly string[] } {
  const because: string[] = [];
  let points = 0;
  const label = findWord(clues.labels, [...row.zh, ...row.en]);
  if (label !== undefined) {
    points += LABEL_WEIGHT;
    because.push(`label: ${label}`);
  }
  const segments = clues.packageName.toLowerCase().split(/[._\d]+/u);
  const segment = row.en.find((word) => segments.includes(word));
  if (segment !== undefined) {
    points += PACKAGE_WEIGHT;
    because.push(`package: ${segment}`);
  }
  const text = findWord(clues.texts.slice(0, MAX_TEXTS), row.zh);
  if (text !== undefined) {
    points += TEXT_WEIGHT;
    because.push(`text: ${text}`);
  }
  const permission = row.permissions.find((name) => clues.permissions.includes(name));
  // A permission speaks for a type only beside a word: many types ask for it.
  if (permission !== undefined && because.length > 0) {
    points += PERMISSION_WEIGHT;
    because.push(`permission: ${permission}`);
  }
  return { points, because };
}

/** The first word that one of the texts holds: Chinese words anywhere, English ones as whole words. */
function findWord(texts: readonly string[], words: readonly string[]): string | undefined {
  return words.find((word) =>
    /^[a-z ]+$/u.test(word)
      ? texts.some((text) => new RegExp(`(?<![a-z])${word}(?![a-z])`, 'iu').test(text))
      : texts.some((text) => text.includes(word)),
  );
}
