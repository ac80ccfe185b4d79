import type { DutyCatalogue } from '../duties/duty.ts';
import { compileCondition } from './compile-condition.ts';
import { compileRule } from './evaluate-rule.ts';
import type { CompiledRule } from './evaluate-rule.ts';
import type { CompiledLimitation } from './limitations.ts';
import type { Limitation, PackConstants, Rule } from './rule.ts';
import type { Text } from './verdict.ts';

/** A pack as data: JSON, ready to be stored and read back. */
export type PackData = {
  readonly id: string;
  readonly version: string;
  readonly jurisdiction: string;
  readonly title: Text;
  readonly constants: PackConstants;
  readonly catalogue: DutyCatalogue;
  readonly rules: readonly Rule[];
  readonly limitations: readonly Limitation[];
};

/** A pack whose rules are compiled and ready to judge. */
export type Pack = PackData & {
  readonly compiledRules: readonly CompiledRule[];
  readonly compiledLimitations: readonly CompiledLimitation[];
};

export function compilePack(data: PackData): Pack {
  return {
    ...data,
    compiledRules: data.rules.map(compileRule),
    compiledLimitations: data.limitations.map((limitation) => ({
      limitation,
      when: compileCondition(limitation.when),
    })),
  };
}
