import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { joinCatalogues, judgeByPacks, toAppTypeOptions, toJudgeOptions } from '../../rules/index.ts';
import type { VerdictKind } from '../../rules/engine/verdict.ts';
import {
  renderers,
  toReport,
  type Renderer,
  type Report,
  type RenderFormat,
  type RenderOptions,
} from '../../reports/index.ts';
import { renderEvidence } from '../../scanner/evidence/index.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { openFileSource } from '../../scanner/package/file-source.ts';
import type { Budget } from '../../scanner/budget.ts';
import { scanPackage } from '../../scanner/scan.ts';
import { engineVersion } from '../../scanner/version.ts';
import { toReportCatalogue } from '../../reports/model/report-catalogue.ts';
import { describeError, type Command } from '../command.ts';
import { deviceOptions, readDeviceOptions } from '../device-options.ts';
import { choosePacks } from '../packs.ts';
import { openProgress } from '../progress.ts';
import { readPolicies } from '../read-policies.ts';
import { UsageError, exitCodes, oneOf, parseOptions } from '../usage.ts';

const scanTimeoutMs = 30 * 60 * 1000;
/** A real device waits by a real clock: the scenarios have more than two hours of it between them. */
const realScanTimeoutMs = 4 * 60 * 60 * 1000;
const failOnKinds = { violation: ['violation'], suspected: ['violation', 'suspected'], none: [] } as const;

/** `appgov scan FILE...`: each file becomes a folder of results; needs no server. */
export const scan: Command = async (args) => {
  const { values, positionals: files } = parseOptions(args, {
    out: { type: 'string', default: '.' },
    profile: { type: 'string', default: 'full' },
    format: { type: 'string', default: 'json' },
    lang: { type: 'string', default: 'zh-CN' },
    'app-type': { type: 'string' },
    policy: { type: 'string', multiple: true, default: [] },
    'follow-links': { type: 'boolean', default: false },
    render: { type: 'boolean', default: false },
    'allow-host': { type: 'string', multiple: true, default: [] },
    pack: { type: 'string', multiple: true },
    'fail-on': { type: 'string', default: 'none' },
    ...deviceOptions,
  });
  if (files.length === 0) throw new UsageError('name at least one APK, APKS, XAPK, APKM or AAB file.');
  const profile = oneOf('profile', values.profile, ['static', 'full']);
  const lang = oneOf('lang', values.lang, ['zh-CN', 'en']);
  const failOn: readonly VerdictKind[] =
    failOnKinds[oneOf('fail-on', values['fail-on'], ['violation', 'suspected', 'none'])];
  const formats = values.format.split(',').map((name) => {
    const format = oneOf('format', name.trim(), Object.keys(renderers) as RenderFormat[]);
    return renderers[format];
  });

  const data = loadScannerData();
  const toDevice = await readDeviceOptions(values, data.piChannels);
  const packs = choosePacks(values.pack);
  const duties = joinCatalogues(packs.map((pack) => pack.catalogue));
  const catalogue = toReportCatalogue(duties, data.piTypes);
  const appType = values['app-type'];
  // An unknown type is refused before anything is scanned.
  if (appType !== undefined) toAppTypeOptions(duties, appType);
  let exitCode: number = exitCodes.done;
  for (const file of files) {
    const progress = openProgress(basename(file), process.stderr);
    try {
      const source = openFileSource(file);
      try {
        const now = new Date();
        const budget: Budget = {
          deadlineMs: now.getTime() + (values.device === 'embedded' ? scanTimeoutMs : realScanTimeoutMs),
          signal: new AbortController().signal,
          nowMs: Date.now,
          log: progress.show,
        };
        const reading = {
          allow: values['allow-host'],
          ...(values.render && { renderPage: (await loadFetch()).openPageRenderer(process.env) }),
        };
        const policies = await readPolicies(values.policy, budget, reading);
        const { evidence, attachments } = await scanPackage(source, {
          fileName: basename(file),
          profile,
          engineVersion,
          collectedAt: now.toISOString(),
          data,
          ...(appType !== undefined && { appType }),
          ...(profile === 'full' && { device: toDevice(file) }),
          policies,
          ...(values['follow-links'] && {
            fetchPolicy: (await import('../../server/fetch/read-policy-address.ts')).toFetchPolicy(reading),
          }),
          budget,
        });
        const judgement = judgeByPacks(evidence, packs, toJudgeOptions(duties, evidence, appType));
        const report = toReport(evidence, judgement, catalogue, { createdAt: now.toISOString() });
        const folder = join(values.out, folderName(report));
        await writeResults(
          folder,
          report,
          formats,
          { lang, attachments: byAttachmentId(report, attachments) },
          renderEvidence(evidence),
        );
        progress.done(summary(report, folder));
        if (
          report.verdicts.some((verdict) => failOn.includes(verdict.verdict)) &&
          exitCode === exitCodes.done
        ) {
          exitCode = exitCodes.findings;
        }
      } finally {
        source.close();
      }
    } catch (error) {
      progress.done(`${file}: ${describeError(error)}`);
      exitCode = exitCodes.failed;
    }
  }
  return exitCode;
};

/** What goes to the network is loaded for those scans only that do. */
function loadFetch(): Promise<typeof import('../../server/fetch/index.ts')> {
  return import('../../server/fetch/index.ts');
}

/** `<packageName>-<versionCode>-<first 12 of sha256>`; package names come from the app, so only safe characters stay. */
function folderName(report: Report): string {
  const packageName =
    report.app.packageName
      .replace(/[^A-Za-z0-9._]/g, '_')
      .replace(/^\.+/, '_')
      .slice(0, 150) || 'unknown';
  return `${packageName}-${report.app.versionCode}-${report.app.sha256.slice(0, 12)}`;
}

async function writeResults(
  folder: string,
  report: Report,
  formats: readonly Renderer[],
  options: RenderOptions & { readonly attachments: ReadonlyMap<string, Uint8Array> },
  evidenceJson: string,
): Promise<void> {
  await mkdir(join(folder, 'attachments'), { recursive: true });
  await writeFile(join(folder, 'evidence.json'), evidenceJson);
  for (const attachment of report.attachments) {
    const bytes = options.attachments.get(attachment.id);
    if (bytes) await writeFile(join(folder, 'attachments', basename(attachment.file)), bytes);
  }
  for (const renderer of formats) {
    await writeFile(join(folder, `report.${renderer.extension}`), await renderer.render(report, options));
  }
}

function byAttachmentId(
  report: Report,
  byFile: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Uint8Array> {
  return new Map(
    report.attachments.flatMap(({ id, file }) => {
      const bytes = byFile.get(file);
      return bytes ? [[id, bytes] as const] : [];
    }),
  );
}

function summary(report: Report, folder: string): string {
  const count = (kind: VerdictKind) => report.verdicts.filter((verdict) => verdict.verdict === kind).length;
  const covered = Math.round(report.coverage.share * 100);
  return (
    `${report.app.packageName} ${report.app.versionName}: mark ${report.score.mark}, ` +
    `${count('violation')} violations, ${count('suspected')} suspected, ${covered} % of the duties judged -> ${folder}`
  );
}
