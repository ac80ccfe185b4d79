import { ScanError } from '../errors.ts';
import { toClassName } from '../dex/index.ts';
import type { DexClass } from '../dex/index.ts';
import type { CodePlace } from '../evidence/index.ts';
import type { MethodPlace } from './pi-accesses.ts';

/** An instruction as evidence names it, with its line where the app kept it. */
export function toCodePlace({ method, pc }: MethodPlace): CodePlace {
  const { owner, name, proto } = method.ref;
  const line = findLine({ method, pc });
  return {
    kind: 'code',
    className: toClassName(owner),
    method: name,
    descriptor: proto.descriptor,
    pc,
    ...(line === undefined ? {} : { line }),
    dex: method.owner.dex.name,
  };
}

/** Lines are an aid: an app with broken debug information has none. */
function findLine({ method, pc }: MethodPlace): number | undefined {
  try {
    return method.findCode()?.findLine(pc);
  } catch (error) {
    if (error instanceof ScanError && error.code === 'BAD_DEX') return undefined;
    throw error;
  }
}

/** A class as evidence names it. */
export function toClassPlace(defined: DexClass): CodePlace {
  return {
    kind: 'code',
    className: toClassName(defined.descriptor),
    method: '',
    descriptor: '',
    pc: 0,
    dex: defined.dex.name,
  };
}
