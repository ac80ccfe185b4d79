import type { Code } from '../../dex/index.ts';
import { isInvoke } from '../opcodes-used.ts';
import type { PiAccess } from '../pi-accesses.ts';
import type { Source } from './taint.ts';

/** Calls that count as reads because they open a channel, and give nothing of the information itself. */
const NOT_FOLLOWED: ReadonlySet<string> = new Set([
  'android.os.Environment.getExternalStorageDirectory',
  'android.os.Environment.getExternalStoragePublicDirectory',
  'java.util.Locale.getDefault',
  'java.util.TimeZone.getDefault',
  'android.location.LocationManager.getBestProvider',
  'android.location.LocationManager.getProvider',
  'android.hardware.SensorManager.getDefaultSensor',
  'android.hardware.SensorManager.getSensorList',
  'android.hardware.Camera.open',
  'android.media.projection.MediaProjectionManager.createScreenCaptureIntent',
  'android.media.projection.MediaProjectionManager.getMediaProjection',
]);

/** The screen's measures go into everything that is drawn; what they tell of a person does not pay for following that. */
const SCREEN_MEASURE = /^android\.util\.DisplayMetrics\./;

/** Calls that give a URI, which only names the data. */
const NAMES_DATA = /\.getContentUri$/;

/** The reads whose values are followed, in their order. `hasCallback` says whether a call hands over later what it asks for. */
export function toSources(
  accesses: readonly PiAccess[],
  hasCallback: (api: string) => boolean,
): readonly Source[] {
  const sources: Source[] = [];
  for (const access of accesses) {
    // A broadcast's action is no value; what the broadcast brings is not modelled.
    if (access.channel === 'intent-action' || NOT_FOLLOWED.has(access.api)) continue;
    if (SCREEN_MEASURE.test(access.api)) continue;
    if (givesNothing(access) && !hasCallback(access.api)) continue;
    sources.push({ index: sources.length, access, needsOpening: needsOpening(access) });
  }
  return sources;
}

function needsOpening(access: PiAccess): boolean {
  if (access.via === 'reflection' || NAMES_DATA.test(access.api)) return true;
  if (access.channel === 'api' || access.channel === 'field') return false;
  return !isCall(access);
}

/** A call that returns nothing or no more than yes or no, and fills nothing that it is given. */
function givesNothing({ method, pc, via }: PiAccess): boolean {
  const code = method.findCode();
  if (code === undefined || via === 'override' || !isInvokeAt(code, pc)) return false;
  const { name, proto } = code.dex.method(code.dex.units[code.firstUnit + pc + 1] ?? 0);
  return (proto.returnType === 'V' || proto.returnType === 'Z') && name !== '<init>' && name !== 'read';
}

function isInvokeAt(code: Code, pc: number): boolean {
  return isInvoke((code.dex.units[code.firstUnit + pc] ?? 0) & 0xff);
}

/** Whether the place is a call that reads the data, rather than the load of a constant that names it. */
function isCall({ method, pc }: PiAccess): boolean {
  const code = method.findCode();
  return code !== undefined && isInvokeAt(code, pc);
}
