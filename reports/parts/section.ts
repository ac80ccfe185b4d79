import type { Context } from './context.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';

/** A numbered chapter. `name` is its anchor; the contents list links to it. */
export function renderSection(context: Context, name: string, title: string, body: Html): Html {
  return html`<section class="chapter" id="${context.anchor(name)}">
    <h2>${title}</h2>
    ${body}
  </section>`;
}

/** One line of prose that says that there is nothing, in place of an empty table. */
export function renderNothing(text: string): Html {
  return html`<p class="nothing">${text}</p>`;
}
