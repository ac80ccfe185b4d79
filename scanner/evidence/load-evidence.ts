import { ScanError } from '../errors.ts';
import { toCanonicalJson } from './canonical-json.ts';
import { EVIDENCE_SCHEMA_VERSION } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { EVIDENCE_SHAPE } from './evidence-shape.ts';
import { findMisfit } from './shape.ts';

/**
 * Evidence from the text of an evidence.json. Throws BAD_EVIDENCE naming the version it found or the path that does
 * not fit. The seal is not compared here: see checkSeal.
 */
export function loadEvidence(text: string, file = 'evidence.json'): Evidence {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ScanError('BAD_EVIDENCE', 'The file is not JSON.', { file, cause });
  }
  const version = isObject(value) ? value['schemaVersion'] : undefined;
  if (version !== EVIDENCE_SCHEMA_VERSION)
    throw new ScanError(
      'BAD_EVIDENCE',
      `Evidence of version ${JSON.stringify(version) ?? 'unknown'} cannot be read; this is version ${EVIDENCE_SCHEMA_VERSION}.`,
      { file },
    );
  const misfit = findMisfit(value, EVIDENCE_SHAPE, '$');
  if (misfit)
    throw new ScanError(
      'BAD_EVIDENCE',
      `Evidence of version ${EVIDENCE_SCHEMA_VERSION} is wrong at ${misfit.path}: expected ${misfit.expected}.`,
      { file },
    );
  return value as Evidence;
}

/** The text kept as evidence.json: canonical JSON and a line end, the same bytes for the same evidence. */
export function renderEvidence(evidence: Evidence): string {
  return `${toCanonicalJson(evidence)}\n`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
