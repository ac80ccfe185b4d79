/** A sentence and where it begins in the whole text. */
export type Sentence = { readonly text: string; readonly offset: number };

const END = /[。！？!?；;\n]+["”’」）)]*|\.(?=\s+[A-Z"“(]|\s*$)/gu;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|inc|ltd|co|corp|no|vs|mr|ms|dr|art|st)|\b[A-Z]|^\d{1,2})$/iu;
const LONGEST = 1200;

/** Parts a block into sentences; items of an enumeration parted by semicolons count as such. */
export function toSentences(text: string, offset: number): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const cut = (to: number): void => {
    // A sentence without end is parted at its commas, so that nothing of it is lost.
    while (to - from > LONGEST) {
      const window = text.slice(from, from + LONGEST);
      const comma = Math.max(window.lastIndexOf('，'), window.lastIndexOf('、'), window.lastIndexOf(', '));
      add(from + (comma > 0 ? comma + 1 : LONGEST));
    }
    add(to);
  };
  const add = (to: number): void => {
    const piece = text.slice(from, to);
    const lead = piece.length - piece.trimStart().length;
    const clean = piece.trim();
    if (clean !== '') sentences.push({ text: clean, offset: offset + from + lead });
    from = to;
  };
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (match[0] === '.' && ABBREVIATION.test(text.slice(Math.max(0, match.index - 6), match.index)))
      continue;
    cut(end);
  }
  cut(text.length);
  return sentences;
}
