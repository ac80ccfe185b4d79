/** What the platform decides about a permission for an app, by Android version and target SDK. */
export type PermissionState = 'granted' | 'denied' | 'denied-forever' | 'unset';

export type PermissionQuestion = {
  readonly permission: string;
  /** Base protection of the permission on this platform: `normal`, `dangerous`, `signature`, or unknown. */
  readonly protection: 'normal' | 'dangerous' | 'signature' | 'unknown';
  readonly requestedInManifest: boolean;
  readonly apiLevel: number;
  readonly targetSdk: number;
  /** What the person has decided so far. */
  readonly decision: PermissionState;
};

const runtimePermissionsApi = 23;
const notificationPermissionApi = 33;

/** Does checkSelfPermission answer "granted"? */
export function isGranted(question: PermissionQuestion): boolean {
  if (!question.requestedInManifest) return false;
  if (question.protection === 'signature') return false;
  if (question.protection === 'normal') return true;
  if (question.protection === 'unknown') return false;
  // Apps that target older levels get everything when they are installed; the person may still take it away.
  if (question.targetSdk < runtimePermissionsApi)
    return question.decision !== 'denied' && question.decision !== 'denied-forever';
  return question.decision === 'granted';
}

/** Does requestPermissions put a dialog on the screen, or answer by itself? */
export function asksPerson(question: PermissionQuestion): boolean {
  if (!question.requestedInManifest || question.protection !== 'dangerous') return false;
  if (question.targetSdk < runtimePermissionsApi || question.apiLevel < runtimePermissionsApi) return false;
  if (
    question.permission === 'android.permission.POST_NOTIFICATIONS' &&
    question.apiLevel < notificationPermissionApi
  ) {
    return false;
  }
  return question.decision === 'unset' || question.decision === 'denied';
}

/**
 * The state after one more refusal. From Android 11 a second refusal is "don't ask again"; before it the person has to
 * tick a box.
 */
export function afterRefusal(
  previous: PermissionState,
  apiLevel: number,
  tickedDontAskAgain: boolean,
): PermissionState {
  if (tickedDontAskAgain) return 'denied-forever';
  return apiLevel >= 30 && previous === 'denied' ? 'denied-forever' : 'denied';
}

/** Hardware identifiers that an ordinary app may no longer read: the call throws or answers nothing. */
export function canReadHardwareIds(apiLevel: number): boolean {
  return apiLevel < 29;
}
