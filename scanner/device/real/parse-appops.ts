/** The last time that an app did, or was refused, something that Android counts. */
export type AppOpAccess = {
  /** Android's name for it, e.g. `FINE_LOCATION`. */
  readonly op: string;
  /** Before the moment of asking. */
  readonly agoMs: number;
  readonly refused: boolean;
  /** Where the app stood, in Android's short words: `top`, `fgsvc`, `bg`, `cch`; empty when it is not told. */
  readonly state: string;
  /** Tag of the part of the app that did it; empty for none. */
  readonly tag: string;
};

const spanUnits: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** `+1h2m3s4ms`, as Android's TimeUtils prints spans; undefined for another form. */
export function parseSpan(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+)(ms|[dhms])/g)];
  if (parts.length === 0 || !/^[-+]?(\d+(ms|[dhms]))+$/.test(text)) return undefined;
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (spanUnits[unit] ?? 0), 0);
}

/**
 * Reads `dumpsys appops --package NAME` (AppOpsService's dump; Android 10 and later print an access with its state and
 * flags in brackets) and `cmd appops get NAME` (one line an op: `CAMERA: allow; time=+5s ago; rejectTime=+2s ago`).
 */
export function parseAppOps(printed: string): readonly AppOpAccess[] {
  const found: AppOpAccess[] = [];
  let op = '';
  let tag = '';
  for (const raw of printed.split('\n')) {
    const line = raw.trim();
    const heading = /^([A-Z][A-Z_0-9]+)(?: \([a-z_]+(?: \/ [\w ]+=[a-z_]+)*\))?:(.*)$/.exec(line);
    if (heading) {
      op = heading[1] ?? '';
      tag = '';
      found.push(...readOneLine(op, heading[2] ?? ''));
      continue;
    }
    const attribution = /^(?:null|"?([\w.]*)"?)=\[$/.exec(line);
    if (attribution) {
      tag = attribution[1] ?? '';
      continue;
    }
    const access = /^(Access|Reject):\s*\[([^\]]*)\].*\((-?[\w]+)\)/.exec(line);
    if (!access || op === '') continue;
    const agoMs = parseSpan(access[3] ?? '');
    const state = /^(\w+)-/.exec(access[2] ?? '')?.[1] ?? '';
    if (agoMs !== undefined) found.push({ op, agoMs, refused: access[1] === 'Reject', state, tag });
  }
  return found;
}

function readOneLine(op: string, rest: string): AppOpAccess[] {
  return [...rest.matchAll(/\b(time|rejectTime)=(\S+) ago/g)].flatMap(([, what, span = '']) => {
    const agoMs = parseSpan(span);
    return agoMs === undefined ? [] : [{ op, agoMs, refused: what === 'rejectTime', state: '', tag: '' }];
  });
}

/** One access of the history that Android 12 and later keep. */
export type DiscreteAccess = { readonly op: string; readonly atEpochMs: number; readonly tag: string };

/**
 * Reads the accesses of `dumpsys appops --history --include-discrete 0 --package NAME`. Times are the device's clock in
 * its own zone: `2023-05-01 10:11:12.345`; `zoneOffsetMs` is what lies between that zone and UTC.
 */
export function parseDiscreteOps(printed: string, zoneOffsetMs: number): readonly DiscreteAccess[] {
  const found: DiscreteAccess[] = [];
  let op = '';
  let tag = '';
  for (const raw of printed.split('\n')) {
    const line = raw.trim();
    const heading = /^([A-Z][A-Z_0-9]+)$/.exec(line) ?? /^Op:? ?([A-Z][A-Z_0-9]+):?$/.exec(line);
    if (heading) {
      [op, tag] = [heading[1] ?? '', ''];
      continue;
    }
    const attribution = /^Attribution: ?(\S*)$/.exec(line);
    if (attribution) {
      tag = attribution[1] === 'null' ? '' : (attribution[1] ?? '');
      continue;
    }
    const at = /(?:Access:.* at |^)(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3})/.exec(line);
    if (!at || op === '') continue;
    const [year, month, day, hour, minute, second, ms] = at.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const local = Date.UTC(year, month - 1, day, hour, minute, second, ms);
    found.push({ op, atEpochMs: local - zoneOffsetMs, tag });
  }
  return found;
}
