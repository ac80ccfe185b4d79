import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describeError } from './command.ts';
import type { GivenPolicy } from '../scanner/policy/index.ts';
import type { PolicyFacts } from '../scanner/evidence/index.ts';
import type { Budget } from '../scanner/budget.ts';
import type { ScannerData } from '../scanner/data/index.ts';
import { readPolicyFile } from '../server/fetch/read-policy-file.ts';
import { findAimless, findVague } from './policy-weak-points.ts';
import { toNames } from './policy-text.ts';
import type { Lang } from './policy-text.ts';
import { exitCodes } from './usage.ts';

/** What one document of many comes to; `error` where it could not be read. */
export type EachResult = {
  readonly file: string;
  readonly title?: string;
  readonly kind?: string;
  readonly missing?: readonly string[];
  readonly vague?: number;
  readonly withoutPurpose?: number;
  readonly thirdParties?: number;
  readonly error?: string;
};

const EXTENSIONS = new Set(['.html', '.htm', '.txt', '.md', '.docx', '.pdf']);
/** A process more costs what some forty documents do. */
const DOCUMENTS_PER_PROCESS = 40;
const MOST_PROCESSES = 8;

/** The files that were named, and those of the kinds that are read in the folders that were. Sorted. */
export async function listDocuments(sources: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const source of sources)
    if ((await stat(source)).isDirectory())
      for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase()))
          files.push(join(entry.parentPath, entry.name));
      }
    else files.push(source);
  return [...new Set(files)].sort();
}

/**
 * Checks every document by itself and prints a line for each: JSON with `asJson`. Many are shared out among as many
 * processes as the machine has cores. Exit code 1 where one lacks something, 2 where one could not be read.
 */
export async function checkEach(
  files: readonly string[],
  read: (given: GivenPolicy) => PolicyFacts,
  data: ScannerData,
  budget: Budget,
  {
    asJson,
    lang,
    jobs,
  }: { readonly asJson: boolean; readonly lang: Lang; readonly jobs: number | undefined },
): Promise<number> {
  const wanted = jobs ?? Math.min(MOST_PROCESSES, availableParallelism());
  const count = Math.max(1, Math.min(wanted, Math.ceil(files.length / DOCUMENTS_PER_PROCESS)));
  let lacks = false;
  let failed = false;
  const names = toNames(data, lang);
  const note = (result: EachResult): void => {
    lacks ||= (result.missing?.length ?? 0) > 0;
    failed ||= result.error !== undefined;
    console.log(asJson ? JSON.stringify(result) : renderEach(result, names.element, lang));
  };
  if (count === 1) for (const file of files) note(await checkOne(file, read, data, budget, lang));
  else
    await Promise.all(
      Array.from({ length: count }, (_, at) =>
        checkElsewhere(
          files.filter((_file, i) => i % count === at),
          lang,
          note,
        ),
      ),
    );
  return failed ? exitCodes.failed : lacks ? exitCodes.findings : exitCodes.done;
}

async function checkOne(
  file: string,
  read: (given: GivenPolicy) => PolicyFacts,
  data: ScannerData,
  budget: Budget,
  lang: Lang,
): Promise<EachResult> {
  try {
    const facts = read(await readPolicyFile(file, file, budget));
    return {
      file,
      title: facts.title,
      kind: facts.kind,
      missing: facts.missing.map(({ element }) => element),
      vague: findVague([facts]).length,
      withoutPurpose: findAimless([facts], toNames(data, lang)).length,
      thirdParties: facts.sdkEntries.length,
    };
  } catch (error) {
    return { file, error: describeError(error) };
  }
}

/** A process of this very program for a share of the files, which come to it on its input. */
async function checkElsewhere(
  files: readonly string[],
  lang: Lang,
  note: (result: EachResult) => void,
): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      ...process.execArgv,
      process.argv[1] ?? '',
      ...['policy', 'check', '--each', '--jobs', '1', '--json', '--lang', lang, '-'],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  child.stdin.end(files.join('\n'));
  const ended = once(child, 'close');
  const left = new Set(files);
  for await (const line of createInterface({ input: child.stdout })) {
    const result = JSON.parse(line) as EachResult;
    left.delete(result.file);
    note(result);
  }
  await ended;
  for (const file of left) note({ file, error: 'The process that read it ended before its answer.' });
}

/** The names on the input, one a line. */
export async function readNames(): Promise<readonly string[]> {
  return (await text(process.stdin)).split('\n').filter((name) => name !== '');
}

function renderEach(result: EachResult, element: (key: string) => string, lang: Lang): string {
  if (result.error !== undefined) return `${result.file}: ${result.error}`;
  const { file, missing = [], vague = 0, withoutPurpose = 0, thirdParties = 0 } = result;
  const list = missing.map(element).join(lang === 'en' ? ', ' : '、');
  return lang === 'en'
    ? `${file}: ${missing.length} missing${list && ` (${list})`}, ${vague} vague, ${withoutPurpose} without a purpose, ${thirdParties} third parties`
    : `${file}：缺少 ${missing.length} 项${list && `（${list}）`}，含糊 ${vague} 处，未写明用途 ${withoutPurpose} 处，第三方 ${thirdParties} 个`;
}
