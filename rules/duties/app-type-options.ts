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
