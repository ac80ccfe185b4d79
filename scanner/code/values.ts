/** What is known of a register's content; undefined where nothing is. */
export type Value =
  | { readonly kind: 'text'; readonly text: string; readonly pc: number }
  /** A StringBuilder with this in it. */
  | { readonly kind: 'builder'; readonly text: string; readonly pc: number }
  /** An object whose constructor has not run yet. */
  | { readonly kind: 'fresh'; readonly pc: number }
  | { readonly kind: 'number'; readonly value: number }
  /** The method's own argument, counted without the receiver. */
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'own-package' }
  /** A content URI: its text, or the platform constant that holds it; `pc` is where it was loaded. */
  | { readonly kind: 'uri'; readonly name: string; readonly piType?: string; readonly pc: number }
  | { readonly kind: 'class'; readonly descriptor: string }
  | { readonly kind: 'list'; readonly items: readonly (Value | undefined)[] };

/** Whether two values say the same; where they come from counts too, so that merged flows do not lose a place. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'text':
      return b.kind === 'text' && a.text === b.text;
    case 'builder':
      return b.kind === 'builder' && a.text === b.text;
    case 'fresh':
      return b.kind === 'fresh' && a.pc === b.pc;
    case 'number':
      return b.kind === 'number' && a.value === b.value;
    case 'parameter':
      return b.kind === 'parameter' && a.index === b.index;
    case 'own-package':
      return true;
    case 'uri':
      return b.kind === 'uri' && a.name === b.name;
    case 'class':
      return b.kind === 'class' && a.descriptor === b.descriptor;
    case 'list':
      return (
        b.kind === 'list' &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => sameValue(item, b.items[i]))
      );
  }
}
