import type { RuleCheck } from '../lint-problem.ts';

export const idIsFileName: RuleCheck = {
  id: 'id-is-file-name',
  recommendation: 'Name the file after the id, in a folder named after the behaviour: <behaviour>/<id>.yml.',
  find: (rule) => {
    const parts = rule.file.split('/');
    const problems: string[] = [];
    if (parts.at(-1) !== `${rule.id}.yml`)
      problems.push(`The id "${rule.id}" is not the name of ${rule.file}.`);
    if (parts.length !== 2) problems.push(`${rule.file} does not stand in a behaviour's folder.`);
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(rule.id))
      problems.push(`"${rule.id}" is not in kebab case.`);
    return problems;
  },
};
