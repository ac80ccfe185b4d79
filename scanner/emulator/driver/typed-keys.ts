/** Keys that WebDriver writes as characters of a private area, as Android's key codes. */
const keyCodes: ReadonlyMap<string, number> = new Map([
  ['\ue003', 67],
  ['\ue004', 61],
  ['\ue006', 66],
  ['\ue007', 66],
  ['\ue00c', 111],
  ['\ue010', 123],
  ['\ue011', 122],
  ['\ue012', 21],
  ['\ue013', 19],
  ['\ue014', 22],
  ['\ue015', 20],
  ['\ue017', 112],
]);

export type TypedPart =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'key'; readonly keyCode: number };

/** Splits what a client types into text and keys; WebDriver's modifiers and other keys without meaning here are left out. */
export function toTypedParts(value: string): TypedPart[] {
  const parts: TypedPart[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
  };
  for (const character of value) {
    const keyCode = keyCodes.get(character);
    if (keyCode !== undefined) {
      flush();
      parts.push({ kind: 'key', keyCode });
    } else if (!/[\ue000-\ue05d]/.test(character)) {
      text += character;
    }
  }
  flush();
  return parts;
}
