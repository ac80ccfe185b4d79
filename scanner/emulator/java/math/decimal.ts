/** A decimal number: `unscaled` times ten to the power of minus `scale`. */
export type Decimal = { readonly unscaled: bigint; readonly scale: number };

export type Rounding =
  'UP' | 'DOWN' | 'CEILING' | 'FLOOR' | 'HALF_UP' | 'HALF_DOWN' | 'HALF_EVEN' | 'UNNECESSARY';

export const ROUNDINGS: readonly Rounding[] = [
  'UP',
  'DOWN',
  'CEILING',
  'FLOOR',
  'HALF_UP',
  'HALF_DOWN',
  'HALF_EVEN',
  'UNNECESSARY',
];

/** Rounding was needed and forbidden. */
export class RoundingNecessary extends Error {}

export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(Math.max(0, exponent));
}

/** Decimal digits of the unscaled value; 1 for zero. */
export function precisionOf({ unscaled }: Decimal): number {
  return unscaled === 0n ? 1 : abs(unscaled).toString().length;
}

/** As toString, with powers that are multiples of three. */
export function toEngineeringText({ unscaled, scale }: Decimal): string {
  const digits = abs(unscaled).toString();
  const sign = unscaled < 0n ? '-' : '';
  const power = digits.length - 1 - scale;
  if (scale === 0) return sign + digits;
  if (scale > 0 && power >= -6) return toText({ unscaled, scale });
  let whole = ((power % 3) + 3) % 3;
  const shown = power - whole;
  whole++;
  if (unscaled === 0n) {
    if (whole === 2) return `0.00${exponentText(shown + 3)}`;
    if (whole === 3) return `0.0${exponentText(shown + 3)}`;
    return `0${exponentText(shown)}`;
  }
  const padded = digits.padEnd(whole, '0');
  const fraction = padded.slice(whole);
  return `${sign}${padded.slice(0, whole)}${fraction === '' ? '' : `.${fraction}`}${exponentText(shown)}`;
}

function exponentText(power: number): string {
  return power === 0 ? '' : `E${power > 0 ? '+' : ''}${power}`;
}

/** The quotient of two integers, rounded. */
export function divideRounded(a: bigint, b: bigint, rounding: Rounding): bigint {
  const quotient = a / b;
  const rest = a % b;
  if (rest === 0n) return quotient;
  const sign = a < 0n !== b < 0n ? -1n : 1n;
  const twice = abs(rest) * 2n;
  const size = abs(b);
  const half = twice > size ? 1 : twice < size ? -1 : 0;
  let away: boolean;
  switch (rounding) {
    case 'UNNECESSARY':
      throw new RoundingNecessary('Rounding necessary');
    case 'UP':
      away = true;
      break;
    case 'DOWN':
      away = false;
      break;
    case 'CEILING':
      away = sign > 0n;
      break;
    case 'FLOOR':
      away = sign < 0n;
      break;
    case 'HALF_UP':
      away = half >= 0;
      break;
    case 'HALF_DOWN':
      away = half > 0;
      break;
    case 'HALF_EVEN':
      away = half > 0 || (half === 0 && (quotient & 1n) !== 0n);
      break;
  }
  return away ? quotient + sign : quotient;
}

export function setScale(value: Decimal, scale: number, rounding: Rounding): Decimal {
  if (scale >= value.scale) return { unscaled: value.unscaled * powerOfTen(scale - value.scale), scale };
  return { unscaled: divideRounded(value.unscaled, powerOfTen(value.scale - scale), rounding), scale };
}

/** Rounds to a number of digits; 0 is without end. */
export function roundTo(value: Decimal, digits: number, rounding: Rounding): Decimal {
  let rounded = value;
  // Rounding up may add a digit, which is cut in a second turn.
  for (let drop = precisionOf(rounded) - digits; digits > 0 && drop > 0; drop = precisionOf(rounded) - digits)
    rounded = setScale(rounded, rounded.scale - drop, rounding);
  return rounded;
}

export function stripZeros(value: Decimal): Decimal {
  if (value.unscaled === 0n) return { unscaled: 0n, scale: 0 };
  const text = value.unscaled.toString();
  const zeros = /0*$/.exec(text)?.[0].length ?? 0;
  return { unscaled: BigInt(text.slice(0, text.length - zeros)), scale: value.scale - zeros };
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const x = a.unscaled * powerOfTen(scale - a.scale);
  const y = b.unscaled * powerOfTen(scale - b.scale);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** A decimal number's text; undefined where it is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,10}))?$/.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole + fraction === '') return undefined;
  const scale = fraction.length - Number(match[4] ?? 0);
  if (Math.abs(scale) > 2_147_483_647) return undefined;
  const size = BigInt(whole + fraction);
  return { unscaled: match[1] === '-' ? -size : size, scale };
}

/** All digits of a double, which is a binary fraction and so a finite decimal. */
export function fromDouble(value: number): Decimal {
  if (Number.isInteger(value)) return { unscaled: BigInt(value), scale: 0 };
  let scale = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    scale++;
  }
  return { unscaled: BigInt(scaled) * 5n ** BigInt(scale), scale };
}

export function toPlainText({ unscaled, scale }: Decimal): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = abs(unscaled).toString();
  if (scale <= 0) return unscaled === 0n ? '0' : sign + digits + '0'.repeat(-scale);
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** BigDecimal.toString: with an exponent where the scale is negative or the number very small. */
export function toText(value: Decimal): string {
  const { unscaled, scale } = value;
  const digits = abs(unscaled).toString();
  const exponent = digits.length - 1 - scale;
  if (scale >= 0 && exponent >= -6) return toPlainText(value);
  const sign = unscaled < 0n ? '-' : '';
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits.charAt(0)}${fraction}E${exponent >= 0 ? '+' : ''}${exponent}`;
}
