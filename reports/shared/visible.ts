/**
 * Characters that change how text around them is shown, or that show nothing: C0 and C1 controls, bidirectional
 * controls, zero-width spaces, line separators, interlinear marks, byte order mark, lone surrogates.
 * Zero-width joiners stay: scripts and emoji need them.
 */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\ufffe|\uffff/g;

/**
 * Text from an app as a person may safely read it: what would be invisible or turn the line around is written
 * as `\uXXXX`. Tabs and line feeds stay.
 */
export function toVisible(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** At most `limit` characters, with an ellipsis where something was cut. */
export function toShort(text: string, limit: number): string {
  const characters = [...text.slice(0, limit * 2 + 2)];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
