import { z } from 'zod';
import type { Report } from '../../reports/index.ts';
import type { Verdict } from '../../rules/engine/verdict.ts';
import type { Evidence } from '../../scanner/evidence/index.ts';
import type { FactFinding, ScanFacts } from '../store/index.ts';
import { readTaskJson } from './task-file.ts';

const MOST_SDKS = 2000;
const MOST_FINDINGS = 5000;
const FILING_NUMBER = /[\u4e00-\u9fff]ICP备\d{4,12}号(?:-\d{1,6}[A-Z]?)?/u;

const name = z.string().max(500);
const hex = z.string().regex(/^[0-9a-f]{0,8192}$/);

/** The file of facts that a task process leaves. Checked: the process has read hostile data. */
export const scanFacts = z.object({
  signers: z
    .array(
      z.object({
        sha256: hex,
        md5: hex,
        subject: z.string().max(2000),
        publicKey: z.object({ sha256: hex, md5: hex, modulusHex: hex.exactOptional() }),
      }),
    )
    .max(50),
  lineage: z.array(hex).max(50),
  sdks: z
    .array(
      z.object({
        id: name,
        name,
        nameZh: name.exactOptional(),
        vendor: name,
        country: name.exactOptional(),
        category: name,
        version: name.exactOptional(),
        confidence: name,
      }),
    )
    .max(MOST_SDKS),
  findings: z
    .array(
      z.object({
        dutyId: z.string().max(100),
        ruleId: z.string().max(200),
        verdict: z.enum(['violation', 'suspected']),
        severity: z.number().int().min(0).max(3),
        title: z.object({ zh: name, en: name }),
        noticeLabel: name.exactOptional(),
        sdkIds: z.array(name).max(MOST_SDKS),
      }),
    )
    .max(MOST_FINDINGS),
  filingNumber: z.string().max(100).exactOptional(),
  appType: z.string().max(100).exactOptional(),
  developer: name.exactOptional(),
});

/** Reads what a task process wrote. Throws RunFailure SCAN_CRASHED where it cannot be right. */
export function readScanFacts(path: string): Promise<ScanFacts> {
  return readTaskJson(path, scanFacts, 'list of facts');
}

/** What records above samples are made of: who signed, which SDKs, which findings, and whether it shows its filing. */
export function toScanFacts(evidence: Evidence, report: Report): ScanFacts {
  const { signatures, settings, listing } = evidence.slots;
  const labels = new Map(report.duties.map((duty) => [duty.id, duty.noticeLabel]));
  const toSdk = makeSdkFinder(report);
  const developer = listing.kind === 'present' ? listing.value.developer?.slice(0, 500) : undefined;
  const filingNumber = settings.kind === 'present' ? findFilingNumber(settings.value) : undefined;
  return {
    signers: report.app.signers.slice(0, 50).map(({ sha256, md5, subject, publicKey }) => ({
      sha256,
      md5,
      subject: subject.slice(0, 2000),
      publicKey: {
        sha256: publicKey.sha256,
        md5: publicKey.md5,
        ...(publicKey.modulusHex === undefined ? {} : { modulusHex: publicKey.modulusHex.toLowerCase() }),
      },
    })),
    lineage: signatures.kind === 'present' ? signatures.value.lineage.slice(0, 50) : [],
    sdks: report.sdks.slice(0, MOST_SDKS).map((sdk) => ({
      id: sdk.id,
      name: sdk.name.slice(0, 500),
      ...(sdk.nameZh === undefined ? {} : { nameZh: sdk.nameZh.slice(0, 500) }),
      vendor: sdk.vendor.slice(0, 500),
      ...(sdk.country === undefined ? {} : { country: sdk.country }),
      category: sdk.category,
      ...(sdk.version === undefined ? {} : { version: sdk.version.slice(0, 500) }),
      confidence: sdk.confidence,
    })),
    findings: report.verdicts
      .flatMap((verdict) => toFinding(verdict, labels.get(verdict.dutyId), toSdk) ?? [])
      .slice(0, MOST_FINDINGS),
    ...(filingNumber === undefined ? {} : { filingNumber }),
    ...(developer === undefined ? {} : { developer }),
  };
}

function toFinding(
  verdict: Verdict,
  noticeLabel: string | undefined,
  toSdkIds: (verdict: Verdict) => readonly string[],
): FactFinding | undefined {
  if (verdict.verdict !== 'violation' && verdict.verdict !== 'suspected') return undefined;
  return {
    dutyId: verdict.dutyId,
    ruleId: verdict.ruleId,
    verdict: verdict.verdict,
    severity: verdict.severity,
    title: { zh: verdict.title.zh.slice(0, 500), en: verdict.title.en.slice(0, 500) },
    ...(noticeLabel === undefined ? {} : { noticeLabel }),
    sdkIds: toSdkIds(verdict),
  };
}

/** SDKs whose code a verdict points at: by the package prefixes that gave the SDK away, or by the reader of an event. */
function makeSdkFinder(report: Report): (verdict: Verdict) => readonly string[] {
  const prefixes = report.sdks.flatMap((sdk) =>
    sdk.matches
      .filter(({ by }) => by === 'package-prefix')
      .map(({ value }) => ({ id: sdk.id, prefix: value.replace(/\.?\*?$/u, '') })),
  );
  const callers = new Map(
    [...report.piReads, ...report.permissionRequests, ...report.networkRequests].flatMap((event) =>
      event.caller.kind === 'sdk'
        ? [[`${event.scenarioId} ${event.eventNumber}`, event.caller.sdkId] as const]
        : [],
    ),
  );
  return ({ places }) => {
    const ids = new Set<string>();
    for (const place of places) {
      if (place.kind === 'code')
        for (const { id, prefix } of prefixes)
          if (place.className === prefix || place.className.startsWith(`${prefix}.`)) ids.add(id);
      if (place.kind === 'event') {
        const id = callers.get(`${place.scenarioId} ${place.eventNumber}`);
        if (id !== undefined) ids.add(id);
      }
    }
    return [...ids].slice(0, MOST_SDKS);
  };
}

/** `''` where the walk through the settings looked and found none. */
function findFilingNumber(
  settings: readonly { readonly item: string; readonly found: boolean; readonly text: string }[],
): string | undefined {
  const looked = settings.filter(({ item }) => item === 'filing-number');
  if (looked.length === 0) return undefined;
  const shown = looked.find(({ found }) => found);
  if (shown === undefined) return '';
  return (FILING_NUMBER.exec(shown.text)?.[0] ?? shown.text.trim()).slice(0, 100);
}
