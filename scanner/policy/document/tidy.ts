/** One line of text as a reader sees it: white space runs as one space, invisible characters gone. */
export function tidy(text: string): string {
  return text
    .replaceAll('**', '')
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]/gu, '')
    .replace(/[\s\u00a0\u3000]+/gu, ' ')
    .trim();
}
