import type { Evidence, Slots } from '../../scanner/evidence/index.ts';
import { RulesError } from '../errors.ts';
import type { JudgeOptions } from '../engine/scene.ts';
import type { DutyCatalogue } from './duty.ts';

/** What the judge is told when the submission names the app's type. Throws NOT_FOUND for an unknown type id. */
export function toAppTypeOptions(catalogue: DutyCatalogue, appTypeId: string): JudgeOptions {
  const type = catalogue.appTypes.find((entry) => entry.id === appTypeId);
  if (type === undefined)
    throw new RulesError(
      'NOT_FOUND',
      `There is no app type "${appTypeId}". Known: ${catalogue.appTypes.map((entry) => entry.id).join(', ')}.`,
    );
  return {
    necessaryPiTypes: type.piTypes,
    allowedPermissions: type.permissions,
    appTypeName: `${type.name.zh} (${type.name.en})`,
  };
}

/**
 * What the judge is told of the app's type: the submitter's word where there is one, else the guess that the evidence
 * holds, which rules treat as such. Throws NOT_FOUND for an unknown type id of the submitter.
 */
export function toJudgeOptions(
  catalogue: DutyCatalogue,
  evidence: Evidence,
  appTypeId: string | undefined,
): JudgeOptions {
  if (appTypeId !== undefined) return toAppTypeOptions(catalogue, appTypeId);
  const slot = (evidence.slots as Partial<Slots>).permissionUse;
  const guess = slot?.kind === 'present' && slot.value.appType?.by === 'guess' ? slot.value.appType.id : '';
  const type = catalogue.appTypes.find((entry) => entry.id === guess);
  if (type === undefined) return {};
  return { guessedPermissions: type.permissions, guessedTypeName: `${type.name.zh} (${type.name.en})` };
}
