import type { Text } from '../../engine/verdict.ts';
import type { RuleCheck } from '../lint-problem.ts';

const CHINESE = /\p{Script=Han}/u;

export const bothLanguages: RuleCheck = {
  id: 'both-languages',
  recommendation: 'Write Chinese under zh and English under en; neither may stand for the other.',
  find: (rule) => {
    const texts: Readonly<Record<string, Text | undefined>> = {
      title: rule.title,
      message: rule.message,
      remediation: rule.remediation,
      checklist: rule.checklist,
      onlySuspectedBecause: rule.onlySuspectedBecause,
      ...Object.fromEntries(rule.falsePositives.map((text, index) => [`falsePositives[${index}]`, text])),
    };
    return Object.entries(texts).flatMap(([name, text]) => {
      if (text === undefined) return [];
      const problems: string[] = [];
      if (!CHINESE.test(text.zh)) problems.push(`${name}.zh has no Chinese.`);
      // A Chinese mark such as 广告 may be quoted; a sentence of it may not stand in.
      if ((text.en.match(/\p{Script=Han}/gu) ?? []).length > 6) problems.push(`${name}.en is not English.`);
      return problems;
    });
  },
};
