import type { Picture } from '../document.ts';

/** What a template is filled with. Texts are plain; lists repeat a part of the template. */
export type Values = {
  readonly [name: string]: string | readonly Values[] | { readonly pictures: readonly Picture[] };
};

/** Which names a kind of document knows, so that a template is checked before it is ever filled. */
export type Shape = { readonly [name: string]: 'text' | 'pictures' | { readonly each: Shape } };
