import type { RuleCheck } from '../lint-problem.ts';

const MAX_CHARS = { zh: 40, en: 90 };

export const titlesAreShort: RuleCheck = {
  id: 'titles-are-short',
  recommendation: 'Name the fault in a few words; details belong in the message.',
  find: (rule) =>
    (['zh', 'en'] as const)
      .filter((language) => rule.title[language].length > MAX_CHARS[language])
      .map((language) => `title.${language} has more than ${MAX_CHARS[language]} characters.`),
};
