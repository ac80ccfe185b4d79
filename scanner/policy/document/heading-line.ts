const CHAPTER = /^(?:第[一二三四五六七八九十百\d]{1,4}[章节条部]|[一二三四五六七八九十]{1,3}[、.．:：])/u;
const SECTION = /^[（(][一二三四五六七八九十\d]{1,3}[)）]/u;
const NUMBER = /^(\d{1,2}(?:[.．]\d{1,2}){0,3})[.．、)\s]/u;
const MARKDOWN = /^#{1,6}\s/u;
const SENTENCE_END = /[。；;，,：:？?！!]$/u;
/** A sentence about who does what, unless it asks or names the matter. */
const SPEAKS =
  /^(?:we|you|our|your) (?!rights|choices)|^(?=.*(?:我们|您))(?!.*(?:如何|怎样|怎么|哪些|什么|您的权利|的信息$|信息$|数据$))/iu;
const INNER_SENTENCE = /[。；;！!]/u;

/** Level that a heading line shows by its numbering; 3 where it has none. */
export function toLevel(text: string): number {
  if (MARKDOWN.test(text)) return text.indexOf(' ');
  if (CHAPTER.test(text)) return 2;
  if (SECTION.test(text)) return 3;
  const number = NUMBER.exec(text)?.[1];
  return number === undefined ? 3 : Math.min(6, 2 + number.split(/[.．]/u).length);
}

/** The same for a line that only looks like a heading in a document whose own headings are marked: below the last of those. */
export function toLevelBelow(marked: number, text: string): number {
  return marked === 0 || CHAPTER.test(text) ? toLevel(text) : marked + toLevel(text);
}

/** Whether a line of its own reads as a heading: short, not a sentence, and numbered, bold or a question. */
export function isHeadingLine(text: string, isBold: boolean): boolean {
  // Some pages set whole clauses as headings.
  if (MARKDOWN.test(text)) return text.length <= 100 && !/[。；]/u.test(text.slice(0, -1));
  if (text.length > 60 || INNER_SENTENCE.test(text)) return false;
  if (CHAPTER.test(text)) return !/[：:].{16,}/u.test(text) && !/[，,]/u.test(text);
  if (SENTENCE_END.test(text) || /[，,：:]/u.test(text)) return false;
  if (text.length > 40 && !/[a-z]/u.test(text)) return false;
  if (/\.$/u.test(text)) return false;
  const numbered = SECTION.test(text) || NUMBER.test(text);
  // Items of a list are numbered as well; only a short one without a verb of its own is taken for a heading.
  return (
    isBold || (numbered && text.length <= 36 && !SPEAKS.test(text.replace(/^[（(]?[\d.]+[)）、.．\s]*/u, '')))
  );
}
