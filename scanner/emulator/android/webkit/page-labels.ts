import type { JavaString, Machine } from '../../machine/index.ts';

const shortestValue = 4;
const mostValues = 500;

/**
 * Labels do not go through the browser, so labelled values that a page was given are known again by their text: in what
 * the page sends, and in what it hands back to the app. Plain, percent-encoded and Base64 are seen; what scripts make
 * of them otherwise is not.
 */
export class PageLabels {
  readonly #forms = new Map<string, number>();

  give(vm: Machine, text: JavaString): void {
    const label = vm.labelOf(text);
    const { value } = text;
    if (label === 0 || value.length < shortestValue || this.#forms.size >= mostValues) return;
    const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '');
    for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), base64])
      this.#forms.set(form, vm.labels.union(this.#forms.get(form) ?? 0, label));
  }

  labelsIn(vm: Machine, text: string): number {
    let labels = 0;
    for (const [form, label] of this.#forms) if (text.includes(form)) labels = vm.labels.union(labels, label);
    return labels;
  }
}
