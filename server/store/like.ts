/** A pattern for `LIKE ? ESCAPE '!'` that finds the text anywhere. */
export function partOf(text: string): string {
  return `%${text.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
}
