import { ScanError } from '../../errors.ts';
import type { Code } from '../../dex/index.ts';

/** Throws BAD_DEX for an instruction that a verifier would refuse. */
export function badDexCode(source: Code, pc: number, message: string): never {
  const offsetBytes = source.offsetOf(pc);
  throw new ScanError('BAD_DEX', `${message} (at ${offsetBytes} of ${source.dex.name})`, {
    file: source.dex.name,
    offsetBytes,
  });
}
