import type { z } from 'zod';
import type { App, AppScan, Company, Vendor } from '../store/index.ts';
import type { appFile, appRow, companyRow, vendorRow } from './app-schemas.ts';
import { toTime } from './present.ts';

/** Turns apps, companies and vendors into what crosses the wire. */

export function toAppRowBody(app: App): z.input<typeof appRow> {
  return {
    id: app.id,
    packageName: app.packageName,
    label: app.label,
    versionName: app.versionName,
    versionCode: app.versionCode,
    ...(app.company === undefined ? {} : { company: app.company }),
    ...(app.appType === undefined ? {} : { appType: app.appType }),
    score: { mark: app.mark, band: app.band },
    violations: app.violations,
    suspected: app.suspected,
    worstSeverity: app.worstSeverity,
    scans: app.scans,
    filing: app.filingState,
    numberShown: app.numberShown,
    latestSubmissionId: app.latestSubmissionId,
    firstSeenAt: toTime(app.firstSeenMs),
    lastSeenAt: toTime(app.lastSeenMs),
  };
}

export function toAppScanBody(scan: AppScan): z.input<typeof appFile>['history'][number] {
  return {
    submissionId: scan.submissionId,
    sha256: scan.sampleSha256,
    versionName: scan.versionName,
    versionCode: scan.versionCode,
    profile: scan.profile,
    score: { mark: scan.mark, band: scan.band },
    violations: scan.violations,
    suspected: scan.suspected,
    coverageShare: scan.coverageShare,
    finishedAt: toTime(scan.finishedAtMs),
  };
}

export function toCompanyRowBody(company: Company): z.input<typeof companyRow> {
  return {
    id: company.id,
    name: company.name,
    nameSource: company.nameSource,
    apps: company.apps,
    violations: company.violations,
    firstSeenAt: toTime(company.firstSeenMs),
  };
}

export function toVendorRowBody({ id, name, country, apps }: Vendor): z.input<typeof vendorRow> {
  return { id, name, ...(country === undefined ? {} : { country }), apps };
}
