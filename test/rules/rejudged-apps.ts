import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { BUILT_IN_PACK_IDS, judgeByPacks, loadBuiltInPack } from '../../rules/index.ts';
import { loadEvidence } from '../../scanner/evidence/index.ts';
import type { Evidence } from '../../scanner/evidence/index.ts';

const folder = new URL('../fixtures/evidence/', import.meta.url);

/** The recorded evidence of the npm apps, by package name. */
export function readRecordedEvidence(): ReadonlyMap<string, Evidence> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json.gz'));
  return new Map(
    files.sort().map((file) => {
      const text = gunzipSync(readFileSync(new URL(file, folder))).toString('utf8');
      return [file.replace('.json.gz', ''), loadEvidence(text, file)] as const;
    }),
  );
}

/** What every pack says of each app: marks, and each rule's finding with the number of its places. */
export function renderRejudgedApps(): string {
  const packs = BUILT_IN_PACK_IDS.map((id) => loadBuiltInPack(id));
  const apps = [...readRecordedEvidence()].map(([name, evidence]) => {
    const judgement = judgeByPacks(evidence, packs);
    const findings = new Map<string, string>();
    for (const { ruleId, verdict, places } of judgement.verdicts)
      if (ruleId !== 'none' && ['violation', 'suspected', 'needs-human', 'compliant'].includes(verdict))
        findings.set(ruleId, `${verdict}, ${places.length} places`);
    return [
      name,
      {
        marks: Object.fromEntries((judgement.packs ?? []).map(({ id, score }) => [id, score.mark])),
        judged: Object.fromEntries((judgement.packs ?? []).map(({ id, coverage }) => [id, coverage.judged])),
        findings: Object.fromEntries([...findings].sort(([a], [b]) => (a < b ? -1 : 1))),
      },
    ] as const;
  });
  return `${JSON.stringify(Object.fromEntries(apps), undefined, 2)}\n`;
}
