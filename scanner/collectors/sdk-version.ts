import type { SdkRow } from '../data/index.ts';
import { attempt } from './collector.ts';
import type { ScanInput } from './collector.ts';

const VERSION = /^v?\d+(?:\.\d+){1,3}[\w.+-]*$/u;

/** The version an SDK tells of itself: `VERSION_NAME` of its BuildConfig class, where the app kept that. */
export function findSdkVersion(row: SdkRow, input: ScanInput): string | undefined {
  const reading = attempt(input.code);
  if (!reading) return undefined;
  for (const prefix of row.prefixes) {
    const defined = reading.app.hierarchy.findClass(`L${prefix.replaceAll('.', '/')}/BuildConfig;`);
    if (!defined) continue;
    const version = attempt(() => {
      const values = defined.staticValues();
      const at = defined.staticFields.findIndex((field) => /^(?:SDK_)?VERSION_NAME$/u.test(field.ref.name));
      const value = values[at];
      return value?.kind === 'string' && VERSION.test(value.value) ? value.value : undefined;
    });
    if (version !== undefined) return version;
  }
  return undefined;
}
