import type { JavaObject, Machine } from '../../machine/index.ts';
import { orderPage } from './browser-page.ts';
import { webOf } from './web-state.ts';

/** Is this a web view whose page a browser draws? */
export function isWebPage(view: JavaObject): boolean {
  return webOf(view).page?.state !== undefined;
}

/** Types into whatever has the focus inside of the page. */
export function typeIntoPage(vm: Machine, view: JavaObject, text: string): void {
  orderPage(vm, view, { kind: 'type', text });
}
