/** One line of the pages, side by side in both languages; `{name}` stands for a value and is the same in both. */
export type Line = { readonly zh: string; readonly en: string };

/** The lines of one area of the pages. */
export type Words = Readonly<Record<string, Line>>;
