import type { MethodPlace } from '../code/index.ts';
import { toClassName } from '../dex/index.ts';
import { attempt } from './collector.ts';
import type { ScanInput } from './collector.ts';
import { hybridFrameworksCollector } from './hybrid-frameworks.ts';
import { packersCollector } from './packers.ts';

/**
 * Whether part of the app's own logic lies where static reading does not see it: packed, outside dex, loaded while it
 * runs, or damaged. Native libraries and reflection are left to their gaps: most apps have some.
 */
export function hidesCode(input: ScanInput): boolean {
  const reading = attempt(input.code);
  if (!reading) return true;
  const { findings, attributor } = reading;
  const isOwn = ({ method }: MethodPlace): boolean =>
    attributor.attribute(toClassName(method.ref.owner)).kind !== 'library';
  if (findings.problems.length > 0 || findings.codeLoads.some(isOwn)) return true;
  const packers = attempt(() => input.collected(packersCollector));
  const frameworks = attempt(() => input.collected(hybridFrameworksCollector));
  return packers?.value.length !== 0 || frameworks?.value.length !== 0;
}
