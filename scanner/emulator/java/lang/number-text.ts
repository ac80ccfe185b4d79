/** Double.toString: the shortest digits that read back, laid out as Java does. */
export function doubleToText(value: number): string {
  const size = Math.abs(value);
  const shortest = String(size);
  // Where one digit would do Java writes the two that come closest: 4.9E-324, not 5.0E-324.
  const isSingle = /^[1-9](e|$)/.test(shortest);
  return layOut(value, isSingle ? String(size.toPrecision(2)) : shortest, size);
}

/** Float.toString: the shortest digits that read back as the same float32. */
export function floatToText(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size === 0) return layOut(value, String(size), size);
  for (let digits = 2; digits < 10; digits++) {
    const text = size.toPrecision(digits);
    if (Math.fround(Number(text)) === size) return layOut(value, String(Number(text)), size);
  }
  return layOut(value, String(size), size);
}

function layOut(value: number, shortest: string, size: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (!Number.isFinite(value)) return `${sign}Infinity`;
  if (size === 0) return `${sign}0.0`;
  const [mantissa = '', exponentText] = shortest.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = (whole + fraction).replace(/^0+/, '');
  const leading = (whole + fraction).length - all.length;
  const digits = all.replace(/0+$/, '') || '0';
  // Position of the decimal point relative to the first digit.
  const point = whole.length - leading + (exponentText === undefined ? 0 : Number(exponentText));
  if (size >= 1e-3 && size < 1e7) {
    if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
    const padded = digits.padEnd(point, '0');
    return `${sign}${padded.slice(0, point)}.${padded.slice(point) || '0'}`;
  }
  return `${sign}${digits.charAt(0)}.${digits.slice(1) || '0'}E${point - 1}`;
}
