import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadScannerData } from '../../scanner/data/index.ts';
import type { ScannerData } from '../../scanner/data/index.ts';
import type { PolicyFacts, PolicyMatchFacts, SdkFacts } from '../../scanner/evidence/index.ts';
import {
  comparePolicyVersions,
  completeSet,
  draftLists,
  readPolicy,
  toLexicon,
} from '../../scanner/policy/index.ts';
import type { GivenPolicy } from '../../scanner/policy/index.ts';
import type { Budget } from '../../scanner/budget.ts';
import type { Command } from '../command.ts';
import { renderPolicyDiff } from '../policy-diff-text.ts';
import { renderPolicyCheck } from '../policy-text.ts';
import { readPolicies } from '../read-policies.ts';
import { UsageError, exitCodes, oneOf, parseOptions } from '../usage.ts';

// What only some checks need is imported where they begin: a check of a text alone shall be quick.
const timeoutMs = 15 * 60 * 1000;

/** What `policy check` found out, for `--json` and for the text. */
export type PolicyCheck = {
  readonly policies: readonly PolicyFacts[];
  readonly matches: readonly PolicyMatchFacts[];
  readonly sdks: readonly SdkFacts[];
  /** The app's label; absent without --apk. */
  readonly app?: string;
};

/**
 * `appgov policy check FILE|URL... [--apk FILE]`: what a policy says and leaves out, beside what the app was seen to
 * do, with drafts of the two lists. Exit code 1 when something is missing or disagrees.
 */
export const policy: Command = async (args) => {
  const { values, positionals } = parseOptions(args, {
    apk: { type: 'string' },
    profile: { type: 'string', default: 'static' },
    lang: { type: 'string', default: 'zh-CN' },
    'allow-host': { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    lists: { type: 'string' },
    render: { type: 'boolean', default: false },
    each: { type: 'boolean', default: false },
    jobs: { type: 'string' },
  });
  const [action, ...sources] = positionals;
  if (!(action === 'check' && sources.length > 0) && !(action === 'diff' && sources.length === 2))
    throw new UsageError(
      "say 'policy check FILE|URL... [--apk FILE] [--lists DIR] [--lang zh-CN|en]' or 'policy diff BEFORE AFTER'.",
    );
  const lang = oneOf('lang', values.lang, ['zh-CN', 'en']);
  const profile = oneOf('profile', values.profile, ['static', 'full']);
  const budget: Budget = {
    deadlineMs: Date.now() + timeoutMs,
    signal: new AbortController().signal,
    nowMs: Date.now,
    log: () => undefined,
  };
  const data = loadScannerData();
  if (values.each) {
    if (action !== 'check') throw new UsageError('--each goes with policy check.');
    const { checkEach, listDocuments, readNames } = await import('../policy-each.ts');
    const files = sources[0] === '-' ? await readNames() : await listDocuments(sources);
    return checkEach(files, (one) => readOne(one, data, budget), data, budget, {
      asJson: values.json,
      lang,
      jobs: values.jobs === undefined ? undefined : toJobs(values.jobs),
    });
  }
  const given = await readPolicies(sources, budget, {
    allow: values['allow-host'],
    ...(values.render && {
      renderPage: (await import('../../server/fetch/render-page.ts')).openPageRenderer(process.env),
    }),
  });
  if (action === 'diff') return diffPolicies(given, data, values.json, lang, budget);
  const policies = readGiven(given, data, budget);
  const check =
    values.apk === undefined
      ? { policies, matches: [], sdks: [] }
      : await (await import('../policy-app.ts')).checkApp(values.apk, profile, policies, data, budget);
  const lists = draftLists(check.matches, check.policies, check.sdks, data.sdks);
  if (values.json) console.log(JSON.stringify({ ...check, lists }, undefined, 2));
  else console.log(renderPolicyCheck(check, lists, data, lang));
  if (values.lists !== undefined) {
    const { renderCsv, renderDraftDocx, toDraftTables } = await import('../policy-tables.ts');
    const tables = toDraftTables(lists, data, lang);
    await mkdir(values.lists, { recursive: true });
    for (const table of tables) await writeFile(join(values.lists, `${table.name}.csv`), renderCsv(table));
    await writeFile(join(values.lists, 'lists.docx'), await renderDraftDocx(tables));
  }
  const disagrees = check.matches.some(
    (row) => row.observed !== 'none' && (row.stated === 'absent' || row.stated === 'denied'),
  );
  const lacks = check.policies.some((document) => document.missing.length > 0);
  return disagrees || lacks ? exitCodes.findings : exitCodes.done;
};

/** `appgov policy diff BEFORE AFTER`: exit code 1 where more is taken, or a right is gone. */
function diffPolicies(
  given: readonly GivenPolicy[],
  data: ScannerData,
  asJson: boolean,
  lang: 'zh-CN' | 'en',
  budget: Budget,
): number {
  const facts = readGiven(given, data, budget);
  const [before, after] = given.map(({ document }, at) => ({ document, facts: facts[at] }));
  if (!before?.facts || !after?.facts) throw new UsageError('name two versions of a policy.');
  const versions = comparePolicyVersions(
    { document: before.document, facts: before.facts },
    { document: after.document, facts: after.facts },
  );
  console.log(asJson ? JSON.stringify(versions, undefined, 2) : renderPolicyDiff(versions, data, lang));
  return versions.isMaterial ? exitCodes.findings : exitCodes.done;
}

function toJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1) throw new UsageError(`--jobs is '${text}'; it can be 1 and more.`);
  return jobs;
}

/** One document that stands for itself. */
function readOne(given: GivenPolicy, data: ScannerData, budget: Budget): PolicyFacts {
  const [facts] = readGiven([given], data, budget);
  if (!facts) throw new UsageError('name a document.');
  return facts;
}

function readGiven(given: readonly GivenPolicy[], data: ScannerData, budget: Budget): readonly PolicyFacts[] {
  const lexicon = toLexicon(data.policyVocabulary, data.sdks);
  return completeSet(
    given.map(({ document, origin, sha256 }, at) =>
      readPolicy(document, { id: `policy-${at + 1}`, origin, sha256 }, lexicon, budget),
    ),
  );
}
