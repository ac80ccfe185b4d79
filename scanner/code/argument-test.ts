import { OWN_PACKAGE } from '../data/index.ts';
import type { ArgumentTest } from '../data/index.ts';
import type { Value } from './values.ts';

/** `unknown` where the argument's value could not be told. */
export type TestOutcome = 'met' | 'unmet' | 'unknown';

/** Whether a call's arguments satisfy a channel's condition. */
export function testArgument(test: ArgumentTest, values: readonly (Value | undefined)[]): TestOutcome {
  const value = values[test.argument];
  if (test.kind === 'bits') {
    if (value?.kind !== 'number') return 'unknown';
    return (value.value & test.mask) !== 0 ? 'met' : 'unmet';
  }
  const text = toComparable(value);
  if (text === undefined) return test.kind === 'not' ? 'met' : 'unknown';
  return test.values.includes(text) === (test.kind === 'is') ? 'met' : 'unmet';
}

function toComparable(value: Value | undefined): string | undefined {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'number':
      return String(value.value);
    case 'own-package':
      return OWN_PACKAGE;
    default:
      return undefined;
  }
}
