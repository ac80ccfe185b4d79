/** Whether a pattern occurs, whatever it matched before. */
export function has(pattern: RegExp, text: string): boolean {
  return text.search(pattern) >= 0;
}

/** Each different match, in the order of the text. */
export function matchesOf(pattern: RegExp, text: string): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[0]))];
}
