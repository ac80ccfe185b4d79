import { createHash } from 'node:crypto';
import type { Profile, ScanSummary, StoredAttachment } from '../store/index.ts';

/** Everything that shapes the result of a scan. */
export type ScanPayload = {
  readonly sha256: string;
  readonly fileName: string;
  readonly profile: Profile;
  readonly appType?: string;
};

export type ScanResult = {
  readonly summary: ScanSummary;
  readonly attachments: readonly StoredAttachment[];
};

/** The jobs of this server. A new one is a line here and a handler. */
export type Jobs = { readonly scan: { readonly payload: ScanPayload; readonly result: ScanResult } };

/** Versions of what collects and what judges. */
export type EngineVersions = { readonly engineVersion: string; readonly rulesVersion: string };

/**
 * The idempotency key: sample, profile and versions, and also the file name and app type, because both stand in the
 * report. Equal keys give equal reports, so the work is done once.
 */
export function toScanKey(payload: ScanPayload, versions: EngineVersions): string {
  const parts = [
    payload.sha256,
    payload.profile,
    versions.engineVersion,
    versions.rulesVersion,
    payload.fileName,
    payload.appType ?? '',
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
