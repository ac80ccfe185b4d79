import { createHash } from 'node:crypto';
import { checkBudget } from '../budget.ts';
import type { NativeLibraryFacts } from '../evidence/index.ts';
import type { Collector } from './collector.ts';
import { toGap } from './gaps.ts';

/** Libraries of Android's own toolkit and runtime that read nothing about anybody. */
const HARMLESS = /^lib(?:androidx\.[\w.]+|c\+\+_shared|gnustl_shared|stlport_shared)\.so$/u;

/** Native libraries of every ABI, with their hashes. */
export const nativeLibrariesCollector: Collector<'nativeLibraries'> = {
  slot: 'nativeLibraries',
  collect: ({ pkg, budget }) => {
    const libraries: NativeLibraryFacts[] = [];
    for (const apk of pkg.apks) {
      for (const { entry, abi, name } of apk.nativeLibraries()) {
        checkBudget(budget);
        const bytes = apk.read(entry);
        libraries.push({
          file: entry.name,
          name,
          abi,
          sizeBytes: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        });
      }
    }
    const places = libraries
      .filter(({ name }) => !HARMLESS.test(name))
      .map(({ file }) => ({ kind: 'file' as const, file }));
    return { value: libraries, gaps: places.length > 0 ? [toGap('NATIVE_CODE', places)] : [] };
  },
};
