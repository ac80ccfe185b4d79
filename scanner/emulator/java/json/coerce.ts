import { boxKind, JavaObject, JavaString } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { isNull, numberIn } from './json-value.ts';

const MAX_INT = 2_147_483_647;

function parseDouble(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(trimmed))
    return Number(trimmed.replace(/[dDfF]$/, ''));
  if (/^[+-]?Infinity$/.test(trimmed)) return Number(trimmed);
  return trimmed === 'NaN' ? Number.NaN : undefined;
}

/** A value as a double, the way JSON.toDouble coerces it; undefined where it cannot be. */
export function toDouble(value: Ref | undefined): number | undefined {
  const number = numberIn(value);
  if (number !== undefined) return Number(number);
  return value instanceof JavaString ? parseDouble(value.value) : undefined;
}

export function toInt(value: Ref | undefined): number | undefined {
  const number = numberIn(value);
  if (typeof number === 'bigint') return Number(BigInt.asIntN(32, number));
  const real = number ?? (value instanceof JavaString ? parseDouble(value.value) : undefined);
  if (real === undefined) return undefined;
  return Number.isNaN(real) ? 0 : Math.trunc(Math.max(-MAX_INT - 1, Math.min(MAX_INT, real)));
}

export function toLong(value: Ref | undefined): bigint | undefined {
  const number = numberIn(value);
  if (typeof number === 'bigint') return number;
  if (number === undefined && value instanceof JavaString && /^[+-]?\d{1,18}$/.test(value.value))
    return BigInt(value.value);
  const real = number ?? (value instanceof JavaString ? parseDouble(value.value) : undefined);
  if (real === undefined) return undefined;
  if (Number.isNaN(real)) return 0n;
  if (real >= 2 ** 63) return 2n ** 63n - 1n;
  return real <= -(2 ** 63) ? -(2n ** 63n) : BigInt(Math.trunc(real));
}

export function toBoolean(value: Ref | undefined): boolean | undefined {
  if (value instanceof JavaObject && boxKind(value) === 'Z') return value.peer as boolean;
  if (!(value instanceof JavaString)) return undefined;
  if (/^true$/i.test(value.value)) return true;
  return /^false$/i.test(value.value) ? false : undefined;
}

/** A value as a String; null stays null. The string itself where it is one, so that its labels stay with it. */
export function* toText(vm: Machine, value: Ref | undefined): Steps<JavaString | null> {
  if (value === undefined || value === null) return null;
  if (value instanceof JavaString) return value;
  return vm.string(yield* vm.textOf(value), vm.labelOf(value));
}

/** The message of JSON.typeMismatch. */
export function* mismatch(
  vm: Machine,
  at: string | null,
  value: HeapObject | null,
  wanted: string,
): Steps<string> {
  if (value === null) return at === null ? 'Value is null.' : `Value at ${at} is null.`;
  const where = at === null ? '' : ` at ${at}`;
  const type = isNull(vm, value) ? 'org.json.JSONObject$1' : value.cls.javaName;
  return `Value ${yield* vm.textOf(value)}${where} of type ${type} cannot be converted to ${wanted}`;
}
