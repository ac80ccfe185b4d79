// npm run emulator:activities -- APK --out DIR [--only REGEX] [--slice N] [--seconds N] [--profile android9]
//                                [--reviewed FILE] [--page FILE]
// Starts every activity of an app on a fresh embedded device and says how each came out: DIR/results.json,
// DIR/summary.md, a picture of each, contact sheets. A run with --only puts its results into those that DIR has.
// --reviewed names signatures of pictures that somebody looked at, to compare with; --page writes a page for docs/.
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSample } from '../../scanner/emulator/process/open-sample.ts';
import type { ActivityResult, SurveyNews, SurveyOrder } from './activity-result.ts';
import { renderPage } from './activities-page.ts';
import { writeContactSheets } from './contact-sheet.ts';
import { looksAlike, readReviewed } from './picture-signature.ts';
import { renderSummary } from './survey-summary.ts';

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string' },
    only: { type: 'string', default: '' },
    slice: { type: 'string', default: '24' },
    seconds: { type: 'string', default: '20' },
    profile: { type: 'string', default: 'android14' },
    reviewed: { type: 'string' },
    page: { type: 'string' },
  },
  allowPositionals: true,
});
const [apkFile] = positionals;
if (apkFile === undefined || values.out === undefined) {
  console.error(
    'usage: npm run emulator:activities -- APK --out DIR [--only REGEX] [--slice N] [--seconds N]',
  );
  process.exit(64);
}
/** What loading the program may take before the first activity starts. */
const startSeconds = 60;
const folder = resolve(values.out);
mkdirSync(folder, { recursive: true });
const wanted = new RegExp(values.only);
const activities = openSample([apkFile])
  .manifest.components.filter(({ kind, name }) => kind === 'activity' && wanted.test(name))
  .map(({ name }) => name);

const resultsFile = join(folder, 'results.json');
const known = new Map(
  (existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as ActivityResult[]) : []).map(
    (result) => [result.activity, result],
  ),
);
const fresh: ActivityResult[] = [];
for (let rest = activities; rest.length > 0;) {
  const slice = rest.slice(0, Number(values.slice));
  const done = await runSlice(slice);
  rest = rest.slice(done.length);
  for (const result of done) keep(result);
  // Written as it goes, so that a survey that is broken off is not lost.
  writeFileSync(resultsFile, JSON.stringify(all(), null, 1));
  console.log(`${fresh.length} of ${activities.length}`);
}
const reviewed = values.reviewed === undefined ? new Map<string, string>() : readReviewed(values.reviewed);
const unlike = all().filter(({ activity, signature }) => {
  const known = reviewed.get(activity);
  return known !== undefined && !looksAlike(known, signature);
});
for (const { activity } of unlike) console.log(`${activity}: unlike its reviewed picture`);
const summary = renderSummary(all());
writeFileSync(join(folder, 'summary.md'), summary);
await writeContactSheets(folder, values.only === '' ? all() : fresh);
if (values.page !== undefined) writeFileSync(values.page, await renderPage(all(), reviewed));
console.log(summary.split('\n').slice(0, 12).join('\n'));

function keep(result: ActivityResult): void {
  const before = known.get(result.activity)?.outcome;
  if (before !== undefined && before !== result.outcome)
    console.log(`${result.activity}: ${before} -> ${result.outcome} ${result.error.slice(0, 200)}`);
  known.set(result.activity, result);
  fresh.push(result);
}

function all(): readonly ActivityResult[] {
  return [...known.values()].sort((a, b) => (a.activity < b.activity ? -1 : 1));
}

/** Runs activities one after another in a child; a child that hangs is ended, and its activity is the last of the slice. */
function runSlice(slice: readonly string[]): Promise<ActivityResult[]> {
  return new Promise((finish) => {
    const done: ActivityResult[] = [];
    let current = slice[0] ?? '';
    const child = fork(new URL('survey-child.ts', import.meta.url), {
      execArgv: ['--import', 'tsx', '--max-old-space-size=1500'],
    });
    const hang = (error: string) => {
      done.push({
        activity: current,
        outcome: 'hung',
        texts: [],
        windows: [],
        colours: 0,
        signature: '',
        wallMs: Number(values.seconds) * 1000,
        error,
        frames: [],
        gaps: [],
      });
    };
    const watch = (seconds: number) => setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    let timer = watch(startSeconds + Number(values.seconds));
    child.on('message', (news: SurveyNews) => {
      clearTimeout(timer);
      timer = watch(Number(values.seconds));
      if (news.kind === 'starts') current = news.activity;
      else done.push(news.result);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (done.length < slice.length) hang(signal === 'SIGKILL' ? 'no answer' : `the process ended: ${code}`);
      finish(done);
    });
    const order: SurveyOrder = {
      apkFile: resolve(apkFile ?? ''),
      folder,
      activities: slice,
      profile: values.profile === 'android9' ? 'android9' : 'android14',
    };
    child.send(order);
  });
}
