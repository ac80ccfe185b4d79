import type { Lang } from '../parts/words.ts';

/** A piece of a line. All texts are plain; escaping is the renderer's. */
export type Run = { readonly text: string; readonly bold: boolean };

export type Picture = {
  readonly png: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly caption: string;
};

/** How a line stands on the page. `note` is quiet, `alert` stands out, `closing` is at the right. */
export type LineStyle =
  'title' | 'heading' | 'subheading' | 'paragraph' | 'item' | 'alert' | 'note' | 'closing';

export type TableRow = { readonly isHeader: boolean; readonly cells: readonly (readonly Run[])[] };

export type Block =
  | { readonly kind: 'line'; readonly style: LineStyle; readonly runs: readonly Run[] }
  | {
      readonly kind: 'table';
      readonly rows: readonly TableRow[];
      /** Per cent of the page's width; empty where the columns share it evenly. */
      readonly columns: readonly number[];
    }
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[] };

/** A document ready to be laid out, in whatever format. */
export type OfficialDocument = {
  readonly lang: Lang;
  readonly title: string;
  readonly isLandscape: boolean;
  readonly blocks: readonly Block[];
};

export function toPlain(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}
