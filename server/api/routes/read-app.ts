import { ROLES } from '../../store/index.ts';
import type { App, AppScan, Store } from '../../store/index.ts';
import { appFile, stableIdParams } from '../app-schemas.ts';
import { ownerOf, readOwnApp } from '../own-app.ts';
import { toAppRowBody, toAppScanBody } from '../present-app.ts';
import { toTime } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

const MOST_SCANS = 200;
const MOST_VERSIONS = 400;

export const readApp = defineRoute({
  method: 'GET',
  path: '/apps/:id',
  operation: 'readApp',
  summary: 'One app: its versions over time and over stores, open problems, SDKs, filing',
  tag: 'Apps',
  roles: [...ROLES],
  params: stableIdParams,
  answers: [
    { status: 200, description: 'The app', schema: appFile },
    { status: 404, description: 'No such app among those that the account may see', schema: errorBody },
  ],
  handle: async ({ account, params, services }) => {
    const { store } = services;
    const app = await readOwnApp(store, account, params.id);
    const ownerId = ownerOf(account);
    const scans = await store.appHistory.listScans(app.id, MOST_SCANS, ownerId);
    return json(ownerId === undefined ? await toWholeFile(store, app, scans) : toOwnFile(app, scans));
  },
});

async function toWholeFile(store: Store, app: App, scans: readonly AppScan[]): Promise<object> {
  const [versions, problems, sdks, offences, filing] = await Promise.all([
    store.appHistory.listVersions(app.id, MOST_VERSIONS),
    store.appProblems.listOfApp(app.id),
    store.vendors.listOfApp(app.id),
    store.cases.countOffences(app.packageName),
    app.filingId === undefined ? undefined : store.filings.find(app.filingId),
  ]);
  return {
    ...toAppRowBody(app),
    keyLine: app.keyLine,
    offences,
    ...(filing === undefined ? {} : { filingRecord: filing }),
    versions: versions.map(({ sampleSha256, firstSeenMs, stores, ...version }) => ({
      ...version,
      sha256: sampleSha256,
      firstSeenAt: toTime(firstSeenMs),
      stores: stores.map((one) => ({
        id: one.storeId,
        name: one.storeName,
        firstSeenAt: toTime(one.firstSeenMs),
      })),
    })),
    history: scans.map(toAppScanBody),
    problems: problems.map(({ sinceMs, ...problem }) => ({ ...problem, since: toTime(sinceMs) })),
    sdks: sdks.map(({ sinceMs, ...sdk }) => ({ ...sdk, since: toTime(sinceMs) })),
  };
}

/** What a developer sees: the own scans alone; what others found is in their reports, and in the cases addressed here. */
function toOwnFile(app: App, scans: readonly AppScan[]): object {
  const newest = [...scans].sort(
    (a, b) => b.versionCode - a.versionCode || b.finishedAtMs - a.finishedAtMs,
  )[0];
  const { company: _, ...row } = toAppRowBody(app);
  const firstByHash = new Map<string, AppScan>();
  for (const scan of scans) firstByHash.set(scan.sampleSha256, scan);
  return {
    ...row,
    ...(newest === undefined
      ? {}
      : {
          versionName: newest.versionName,
          versionCode: newest.versionCode,
          score: { mark: newest.mark, band: newest.band },
          violations: newest.violations,
          suspected: newest.suspected,
          latestSubmissionId: newest.submissionId,
          lastSeenAt: toTime(newest.finishedAtMs),
          firstSeenAt: toTime(scans.at(-1)?.finishedAtMs ?? newest.finishedAtMs),
        }),
    worstSeverity: 0,
    scans: scans.length,
    keyLine: app.keyLine,
    offences: 0,
    versions: [...firstByHash.values()].map((scan) => ({
      sha256: scan.sampleSha256,
      versionName: scan.versionName,
      versionCode: scan.versionCode,
      firstSeenAt: toTime(scan.finishedAtMs),
      stores: [],
    })),
    history: scans.map(toAppScanBody),
    problems: [],
    sdks: [],
  };
}
