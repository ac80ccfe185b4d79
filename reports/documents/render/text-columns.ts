/** Width of a text in columns of a fixed pitch: Chinese letters and full-width signs take two. */
export function countTextColumns(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/u.test(sign) ? 2 : 1), 0);
}
