import type { Log, Location, ReportingDescriptor, Result } from 'sarif';
import type { Verdict, VerdictKind } from '../../rules/engine/verdict.ts';
import type { Place } from '../../scanner/evidence/index.ts';
import { toAttachmentPath } from '../model/attachments.ts';
import { toNoticeLabel } from '../shared/notice-label.ts';
import type { Report, ReportDuty } from '../model/report.ts';
import { SEVERITY_WORDS, VERDICT_WORDS } from '../parts/labels.ts';
import { toVisible } from '../shared/visible.ts';
import { pickText, toWords } from '../parts/words.ts';
import type { Lang } from '../parts/words.ts';

/** Viewers choke on more; `properties.placeCount` tells how many there are. */
const MOST_LOCATIONS = 100;

/** SARIF 2.1.0, 3.27.9: what each verdict is there. Only `fail` may carry a level (3.27.10). */
const KINDS: Readonly<Record<VerdictKind, NonNullable<Result['kind']>>> = {
  violation: 'fail',
  suspected: 'fail',
  compliant: 'pass',
  'needs-human': 'review',
  'cannot-tell': 'open',
  'not-applicable': 'notApplicable',
};

/**
 * SARIF 2.1.0: one rule a duty, one result a verdict. A suspicion is a `fail` one level below a violation of the
 * same severity, and says in its message that it is a suspicion.
 */
export function toSarif(report: Report, lang: Lang): Log {
  const indexById = new Map(report.duties.map((duty, index) => [duty.id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'appgov',
            version: report.engine.version,
            semanticVersion: report.engine.version,
            language: lang,
            rules: report.duties.map((duty) => toRule(duty, lang)),
            properties: { rulesVersion: report.engine.rulesVersion, packId: report.engine.packId },
          },
        },
        language: lang,
        columnKind: 'utf16CodeUnits',
        artifacts: [
          {
            location: { uri: toUri(report.app.fileName), uriBaseId: 'SUBMISSION' },
            length: report.app.sizeBytes,
            roles: ['analysisTarget'],
            hashes: { 'sha-256': report.app.sha256, 'sha-1': report.app.sha1, md5: report.app.md5 },
          },
        ],
        originalUriBaseIds: {
          SUBMISSION: { description: { text: 'Folder of the submitted file' } },
          PACKAGE: { description: { text: 'Root of the app package' } },
          EVIDENCE: { description: { text: 'Root of the evidence package' } },
        },
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: report.createdAt,
            toolExecutionNotifications: report.gaps.map((gap) => ({
              level: 'warning' as const,
              descriptor: { id: gap.code },
              message: { text: toVisible(pickText(gap.message, lang)) },
            })),
          },
        ],
        results: report.verdicts.map((verdict) => toResult(report, verdict, indexById, lang)),
        properties: {
          packageName: report.app.packageName,
          versionName: report.app.versionName,
          versionCode: report.app.versionCode,
          mark: report.score.mark,
          band: report.score.band,
          coverageShare: report.coverage.share,
          evidenceSeal: report.evidenceSeal,
        },
      },
    ],
  };
}

function toRule(duty: ReportDuty, lang: Lang): ReportingDescriptor {
  const document = pickText({ zh: duty.document.titleZh, en: duty.document.titleEn }, lang);
  const label = toNoticeLabel(duty);
  const where = duty.document.number === undefined ? document : `${document} ${duty.document.number}`;
  return {
    id: duty.id,
    shortDescription: { text: toVisible(pickText(duty.text, lang)) || duty.id },
    fullDescription: { text: `${toVisible(pickText(duty.text, lang))} (${where})` },
    defaultConfiguration: { level: levelOf(duty.severity), enabled: duty.severity > 0 },
    properties: {
      severity: duty.severity,
      source: duty.source,
      ...(label === undefined ? {} : { noticeLabel: pickText(label, lang) }),
      tags: ['privacy', duty.document.id],
    },
  };
}

function toResult(
  report: Report,
  verdict: Verdict,
  indexById: ReadonlyMap<string, number>,
  lang: Lang,
): Result {
  const ruleIndex = indexById.get(verdict.dutyId);
  const level = verdict.verdict === 'suspected' ? verdict.severity - 1 : verdict.severity;
  const kind = KINDS[verdict.verdict];
  const locations = verdict.places.slice(0, MOST_LOCATIONS).map((place) => toLocation(report, place, lang));
  return {
    ruleId: verdict.dutyId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind,
    level: kind === 'fail' ? levelOf(level) : 'none',
    message: { text: toMessage(verdict, lang) },
    ...(locations.length === 0 ? {} : { locations }),
    partialFingerprints: { 'dutyAndRule/v1': `${verdict.dutyId}/${verdict.ruleId}` },
    properties: {
      verdict: verdict.verdict,
      severity: verdict.severity,
      ruleId: verdict.ruleId,
      placeCount: verdict.places.length,
      gaps: [...new Set(verdict.gaps.map((gap) => gap.code))],
    },
  };
}

function toMessage(verdict: Verdict, lang: Lang): string {
  const word = toWords(lang, VERDICT_WORDS[verdict.verdict]);
  const severity = toWords(lang, SEVERITY_WORDS[verdict.severity]);
  const parts = [
    verdict.title,
    verdict.message,
    ...(verdict.remediation === undefined ? [] : [verdict.remediation]),
  ];
  return `[${word} · ${severity}] ${parts.map((text) => toVisible(pickText(text, lang))).join('\n')}`;
}

function levelOf(severity: number): 'error' | 'warning' | 'note' {
  if (severity >= 3) return 'error';
  return severity === 2 ? 'warning' : 'note';
}

/** Classes are in dex files, which have no lines: the method stands as a logical location, the pc as a property. */
function toLocation(report: Report, place: Place, lang: Lang): Location {
  const inPackage = (file: string): Location => ({
    physicalLocation: { artifactLocation: { uri: toUri(file), uriBaseId: 'PACKAGE' } },
  });
  switch (place.kind) {
    case 'code': {
      if (place.method === '')
        return {
          ...inPackage(place.dex),
          logicalLocations: [{ fullyQualifiedName: place.className, kind: 'type' }],
        };
      const name = `${place.className}.${place.method}${place.descriptor}`;
      return {
        ...inPackage(place.dex),
        logicalLocations: [{ fullyQualifiedName: name, name: place.method, kind: 'function' }],
        properties: { pc: place.pc, ...(place.line === undefined ? {} : { sourceLine: place.line }) },
      };
    }
    case 'manifest':
      return {
        ...inPackage('AndroidManifest.xml'),
        logicalLocations: [{ fullyQualifiedName: place.path, kind: 'element' }],
      };
    case 'file':
      return place.offsetBytes === undefined
        ? inPackage(place.file)
        : {
            physicalLocation: {
              artifactLocation: { uri: toUri(place.file), uriBaseId: 'PACKAGE' },
              region: { byteOffset: place.offsetBytes },
            },
          };
    case 'screenshot': {
      const facts = report.attachments.find((item) => item.id === place.screenshotId);
      return facts === undefined
        ? toTextLocation(toWords(lang, 'placeScreenshot'), place.screenshotId)
        : {
            physicalLocation: {
              artifactLocation: { uri: toUri(toAttachmentPath(facts)), uriBaseId: 'EVIDENCE' },
            },
          };
    }
    case 'event':
      return toTextLocation(toWords(lang, 'placeEvent'), `${place.scenarioId}#${place.eventNumber}`);
    case 'policy':
      return toTextLocation(toWords(lang, 'placePolicy'), `${place.documentId}@${place.offsetChars}`);
    case 'certificate':
      return toTextLocation(toWords(lang, 'placeCertificate'), place.sha256);
    case 'listing':
      return toTextLocation(toWords(lang, 'placeListing'), `${place.listingId}/${place.field}`);
    case 'platform':
      return toTextLocation(toWords(lang, 'placePlatform'), place.member);
  }
}

function toTextLocation(kind: string, name: string): Location {
  return {
    logicalLocations: [{ fullyQualifiedName: name }],
    message: { text: `${kind} ${toVisible(name)}` },
  };
}

/** A relative reference (RFC 3986, 4.2) that no name can turn into another scheme or climb out of its base. */
function toUri(file: string): string {
  // A lone surrogate, which encodeURIComponent refuses, becomes U+FFFD on the way through UTF-8.
  return Buffer.from(file, 'utf8')
    .toString('utf8')
    .split('/')
    .map((segment) =>
      segment === '.' || segment === '..' ? segment.replaceAll('.', '%2E') : encodeURIComponent(segment),
    )
    .join('/')
    .replace(/^\/+/, '');
}
