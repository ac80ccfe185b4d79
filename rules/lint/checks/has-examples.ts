import { RulesError } from '../../errors.ts';
import { toExampleFile } from '../../packs/read-pack.ts';
import { readExamples } from '../../testing/read-examples.ts';
import type { RuleCheck } from '../lint-problem.ts';

export const hasExamples: RuleCheck = {
  id: 'has-examples',
  recommendation:
    'Write <id>.examples.yml beside the rule with one example that violates and a twin that complies.',
  find: (rule, _pack, files) => {
    if (files === undefined || rule.status === 'draft') return [];
    const file = toExampleFile(rule.file);
    const text = files.get(file);
    if (text === undefined) return [`There is no ${file}.`];
    try {
      const examples = readExamples(file, text);
      return (['violates', 'complies'] as const)
        .filter((role) => !examples.some((example) => example.role === role))
        .map((role) => `No example ${role}.`);
    } catch (cause) {
      if (cause instanceof RulesError) return [cause.message];
      throw cause;
    }
  },
};
