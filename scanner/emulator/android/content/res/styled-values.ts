import type { TypedValue } from '../../../../package/index.ts';
import { renderTypedValue } from '../../../../package/index.ts';
import type { FoundValue } from '../../res/resource-set.ts';
import { toPixels, toPixelSize, type Metrics } from './metrics.ts';

/** Why a value could not be given in the form asked for; the models throw it as the Java exception of that name. */
export class WrongValue {
  readonly exception: string;
  readonly message: string;

  constructor(exception: string, message: string) {
    this.exception = exception;
    this.message = message;
  }
}

const unsupported = 'java/lang/UnsupportedOperationException';

/**
 * The values that a view or drawable asked for, by position: what android.content.res.TypedArray holds. Getters answer
 * undefined where the value is missing, and throw WrongValue where Android throws.
 */
export class StyledValues {
  readonly #entries: readonly (FoundValue | undefined)[];
  readonly #metrics: Metrics;

  constructor(entries: readonly (FoundValue | undefined)[], metrics: Metrics) {
    this.#metrics = metrics;
    this.#entries = entries.map((entry) => (entry && isNothing(entry.value) ? undefined : entry));
  }

  get length(): number {
    return this.#entries.length;
  }

  /** Positions that hold a value. */
  get present(): readonly number[] {
    return this.#entries.flatMap((entry, index) => (entry ? [index] : []));
  }

  /** The value and where it came from; undefined for a missing one. `@empty` is there, though it has no content. */
  find(index: number): FoundValue | undefined {
    return this.#entries[index];
  }

  /** hasValue: `@empty` does not count. */
  has(index: number): boolean {
    const entry = this.#entries[index];
    return entry !== undefined && entry.value.kind !== 'empty';
  }

  resourceId(index: number): number | undefined {
    const entry = this.#value(index);
    return entry && entry.resourceId !== 0 ? entry.resourceId : undefined;
  }

  text(index: number): string | undefined {
    const entry = this.#value(index);
    return entry && toText(entry.value);
  }

  integer(index: number): number | undefined {
    const value = this.#value(index)?.value;
    if (value === undefined) return undefined;
    return hasInteger(value) ? value.data | 0 : parseInteger(renderTypedValue(value));
  }

  boolean(index: number): boolean | undefined {
    const value = this.#value(index)?.value;
    if (value === undefined) return undefined;
    if (hasInteger(value)) return value.data !== 0;
    const text = renderTypedValue(value);
    return text === '1' || text.toLowerCase() === 'true';
  }

  float(index: number): number | undefined {
    const value = this.#value(index)?.value;
    if (value === undefined) return undefined;
    if (value.kind === 'float') return value.value;
    if (hasInteger(value)) return value.data | 0;
    const parsed = Number.parseFloat(renderTypedValue(value));
    if (!Number.isNaN(parsed)) return parsed;
    throw new WrongValue('java/lang/NumberFormatException', `For input string: "${renderTypedValue(value)}"`);
  }

  /** A colour written as such; undefined for none, `'state list'` where a file holds it. */
  color(index: number): number | 'state list' | undefined {
    const value = this.#value(index)?.value;
    if (value === undefined) return undefined;
    if (hasInteger(value)) return value.data | 0;
    if (value.kind === 'string') return 'state list';
    throw this.#wrong(index, value, 'color');
  }

  /** In pixels, not rounded. */
  dimension(index: number): number | undefined {
    const value = this.#value(index)?.value;
    if (value === undefined) return undefined;
    if (value.kind === 'dimension') return toPixels(value.value, value.unit, this.#metrics);
    throw this.#wrong(index, value, 'dimension');
  }

  pixelSize(index: number): number | undefined {
    const pixels = this.dimension(index);
    return pixels === undefined ? undefined : toPixelSize(pixels);
  }

  pixelOffset(index: number): number | undefined {
    const pixels = this.dimension(index);
    return pixels === undefined ? undefined : Math.trunc(pixels);
  }

  /** A size, or the constants match_parent (-1) and wrap_content (-2). */
  layoutDimension(index: number): number | undefined {
    const value = this.#value(index)?.value;
    if (value === undefined) return undefined;
    if (hasInteger(value)) return value.data | 0;
    return value.kind === 'dimension'
      ? toPixelSize(toPixels(value.value, value.unit, this.#metrics))
      : undefined;
  }

  fraction(index: number, base: number, parentBase: number): number | undefined {
    const value = this.#value(index)?.value;
    if (value === undefined) return undefined;
    if (value.kind === 'fraction') return Math.fround(value.value * (value.ofParent ? parentBase : base));
    throw this.#wrong(index, value, 'fraction');
  }

  #value(index: number): FoundValue | undefined {
    const entry = this.#entries[index];
    return entry?.value.kind === 'empty' ? undefined : entry;
  }

  #wrong(index: number, value: TypedValue, wanted: string): WrongValue {
    if (value.kind === 'attribute')
      return new WrongValue(
        unsupported,
        `Failed to resolve attribute at index ${index}: ${renderRaw(value)}`,
      );
    return new WrongValue(
      unsupported,
      `Can't convert value at index ${index} to ${wanted}: type=0x${value.dataType.toString(16)}`,
    );
  }
}

/** Missing, or written as `@null`. */
function isNothing(value: TypedValue): boolean {
  return value.kind === 'null' || (value.kind === 'reference' && value.id === 0);
}

/** TypedValue.TYPE_FIRST_INT to TYPE_LAST_INT: integers, booleans and colours. */
export function hasInteger(value: TypedValue): boolean {
  return value.dataType >= 0x10 && value.dataType <= 0x1f;
}

/** TypedValue.coerceToString; undefined where it gives null. */
export function toText(value: TypedValue): string | undefined {
  if (value.kind === 'null' || value.kind === 'empty') return undefined;
  if (value.kind === 'integer' || value.kind === 'color') return renderTypedValue(value);
  return renderTypedValue(value);
}

function renderRaw(value: TypedValue): string {
  return `TypedValue{t=0x${value.dataType.toString(16)}/d=0x${value.data.toString(16)}}`;
}

/** XmlUtils.convertValueToInt: decimal, 0x, # and 0-octal. */
function parseInteger(text: string): number {
  const match = /^(-?)(0[xX]|#|0(?=.)|)([0-9a-fA-F]+)$/.exec(text);
  if (!match) throw new WrongValue('java/lang/NumberFormatException', `For input string: "${text}"`);
  const [, sign, prefix = '', digits = ''] = match;
  const radix = prefix === '' ? 10 : prefix === '0' ? 8 : 16;
  return ((sign === '-' ? -1 : 1) * Number.parseInt(digits, radix)) | 0;
}
