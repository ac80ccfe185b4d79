import { ScanError } from '../errors.ts';
import { toCanonicalJson } from './canonical-json.ts';
import { EVIDENCE_SCHEMA_VERSION } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { EVIDENCE_SHAPE } from './evidence-shape.ts';
import { findMisfit } from './shape.ts';
import { OLDEST_SCHEMA_VERSION, upgradeEvidence } from './upgrade-evidence.ts';

/**
 * Evidence from the text of an evidence.json. That of an older version is brought to the form of now; kinds that are
 * not known are left out, and a gap says so. Throws BAD_EVIDENCE naming the version it found or the path that does not
 * fit. The seal is kept as it stands in the file and not compared here: see checkSeal.
 */
export function loadEvidence(text: string, file = 'evidence.json'): Evidence {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ScanError('BAD_EVIDENCE', 'The file is not JSON.', { file, cause });
  }
  const version = isObject(value) ? value['schemaVersion'] : undefined;
  if (
    !isObject(value) ||
    typeof version !== 'number' ||
    !Number.isInteger(version) ||
    version < OLDEST_SCHEMA_VERSION ||
    version > EVIDENCE_SCHEMA_VERSION
  )
    throw new ScanError(
      'BAD_EVIDENCE',
      `Evidence of version ${JSON.stringify(version) ?? 'unknown'} cannot be read; this program reads versions ${OLDEST_SCHEMA_VERSION} to ${EVIDENCE_SCHEMA_VERSION}.`,
      { file },
    );
  const upgraded = upgradeEvidence(value, version);
  const misfit = findMisfit(upgraded, EVIDENCE_SHAPE, '$');
  if (misfit)
    throw new ScanError(
      'BAD_EVIDENCE',
      `Evidence of version ${version} is wrong at ${misfit.path}: expected ${misfit.expected}.`,
      { file },
    );
  return upgraded as Evidence;
}

/** The text kept as evidence.json: canonical JSON and a line end, the same bytes for the same evidence. */
export function renderEvidence(evidence: Evidence): string {
  return `${toCanonicalJson(evidence)}\n`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
