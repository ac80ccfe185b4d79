const longestShownChars = 120;

/**
 * A value of personal information as evidence may keep it: its beginning and end, so that an inspector recognises it,
 * with the middle starred. Short values keep one character.
 */
export function maskValue(value: string): string {
  const chars = [...value.slice(0, longestShownChars)];
  if (chars.length === 0) return '';
  const shown = chars.length >= 8 ? Math.floor(chars.length / 4) : 1;
  const head = chars.slice(0, Math.min(shown, 4)).join('');
  const tail = chars.length >= 8 ? chars.slice(-Math.min(shown, 4)).join('') : '';
  const stars = '*'.repeat(Math.max(1, chars.length - [...head].length - [...tail].length));
  return head + stars + tail + (value.length > longestShownChars ? '…' : '');
}
