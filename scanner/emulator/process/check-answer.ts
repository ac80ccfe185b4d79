import { ScanError } from '../../errors.ts';
import type { SessionMethod } from './emulator-session.ts';

const pngMark = [0x89, 0x50, 0x4e, 0x47];

/**
 * The child ran an app that may have taken it over, so its answers have the shape that was asked for or they are
 * refused with DEVICE_FAILED. What is inside is checked again when evidence is sealed.
 */
export function checkAnswer(method: SessionMethod, value: unknown): unknown {
  if (isExpected(method, value)) return value;
  throw new ScanError('DEVICE_FAILED', `The device process answered '${method}' with something else.`);
}

function isExpected(method: SessionMethod, value: unknown): boolean {
  switch (method) {
    case 'askByBroadcast':
      return (
        isRecord(value) &&
        typeof value['code'] === 'number' &&
        (value['data'] === undefined || typeof value['data'] === 'string')
      );
    case 'clipboard':
      return typeof value === 'string';
    case 'receiveSms':
    case 'touchFingerprint':
    case 'touchNfcTag':
      return typeof value === 'boolean';
    case 'readFile':
      return value instanceof Uint8Array;
    case 'nowMs':
      return typeof value === 'number' && Number.isFinite(value);
    case 'screenshot':
      return value instanceof Uint8Array && pngMark.every((byte, index) => value[index] === byte);
    case 'events':
    case 'gaps':
      return Array.isArray(value) && value.every(isRecord);
    case 'tree':
      return isRecord(value) && Array.isArray(value['windows']) && value['windows'].every(isRecord);
    case 'describeApp':
      return (
        isRecord(value) && typeof value['packageName'] === 'string' && Array.isArray(value['permissions'])
      );
    default:
      return value === undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
