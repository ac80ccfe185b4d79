import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderCanonicalJson } from '../../reports/index.ts';
import type { Report } from '../../reports/index.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { toCanonicalJson } from '../../scanner/evidence/index.ts';
import { embeddedDeviceFor } from '../../scanner/emulator/open-embedded-device.ts';
import { openFileSource } from '../../scanner/package/file-source.ts';
import { scanPackage } from '../../scanner/scan.ts';
import { engineVersion } from '../../scanner/version.ts';
import type { Budget } from '../../scanner/budget.ts';
import { toFetchPolicy } from '../fetch/read-policy-address.ts';
import { serveOneTask } from './child-side.ts';
import { readGivenPolicies } from './given-policies.ts';
import { openEvidenceJudge } from './judge-evidence.ts';
import type { GivenListing } from '../../scanner/listing/check-listing.ts';
import { ATTACHMENTS_FOLDER, EVIDENCE_FILE, FACTS_FILE, REPORT_FILE, REVIEW_FILE } from './scan-order.ts';
import type { ScanDone, ScanOrder } from './scan-order.ts';

// The process that meets the hostile app: reads it, judges it, and leaves files for the server to take.
serveOneTask<ScanOrder>(async (order, tell): Promise<ScanDone> => {
  const data = loadScannerData();
  const source = openFileSource(order.samplePath);
  const budget: Budget = {
    deadlineMs: order.deadlineMs,
    signal: new AbortController().signal,
    nowMs: Date.now,
    // The scan is most of the work; judging and writing take the rest of the bar.
    log: ({ stage, fraction, message }) =>
      tell({
        kind: 'progress',
        stage,
        ...(fraction === undefined ? {} : { fraction: Math.min(1, Math.max(0, fraction)) * 0.9 }),
        ...(message === undefined ? {} : { message: message.slice(0, 10_000) }),
      }),
  };
  const given = await readGivenPolicies(order, budget);
  const { evidence, attachments } = await scanPackage(source, {
    fileName: order.fileName,
    profile: order.profile,
    engineVersion,
    collectedAt: order.collectedAt,
    data,
    ...(order.appType === undefined ? {} : { appType: order.appType }),
    ...(order.listingPath === undefined
      ? {}
      : { listing: JSON.parse(await readFile(order.listingPath, 'utf8')) as GivenListing }),
    ...(order.profile === 'full' ? { device: embeddedDeviceFor(order.samplePath, process.env) } : {}),
    policies: given.policies,
    policyAddressesMissed: given.missed,
    policiesUnread: given.unread,
    ...(order.followPolicies === true
      ? { fetchPolicy: toFetchPolicy({ allow: order.fetchAllow ?? [] }) }
      : {}),
    budget,
  });
  source.close();
  tell({ kind: 'progress', stage: 'judge', fraction: 0.92 });
  const judge = openEvidenceJudge(order.packFolder, data.piTypes);
  const { report, summary, reviewItems, facts } = judge.judge(evidence, {
    ...(order.packs === undefined ? {} : { packs: order.packs }),
    ...(order.appType === undefined ? {} : { appType: order.appType }),
    createdAt: order.collectedAt,
  });
  tell({ kind: 'progress', stage: 'report', fraction: 0.96 });
  await writeFile(join(order.workFolder, EVIDENCE_FILE), toCanonicalJson(evidence));
  await writeFile(join(order.workFolder, REPORT_FILE), renderCanonicalJson(report));
  await writeFile(join(order.workFolder, REVIEW_FILE), JSON.stringify(reviewItems));
  await writeFile(join(order.workFolder, FACTS_FILE), JSON.stringify(facts));
  return { summary, attachments: await writeAttachments(order, report, attachments) };
});

async function writeAttachments(
  order: ScanOrder,
  report: Report,
  attachments: ReadonlyMap<string, Uint8Array>,
): Promise<ScanDone['attachments']> {
  const folder = join(order.workFolder, ATTACHMENTS_FOLDER);
  await mkdir(folder, { recursive: true });
  const written: ScanDone['attachments'] = [];
  for (const { id, kind, file } of report.attachments) {
    const bytes = attachments.get(file);
    if (bytes === undefined) continue;
    const storedAs = String(written.length);
    await writeFile(join(folder, storedAs), bytes);
    written.push({ id, kind, file, storedAs });
  }
  return written;
}
