import type { Machine, Steps } from '../../../machine/index.ts';
import type { MatchGoal } from './matcher-engine.ts';
import { RegexRun } from './matcher-engine.ts';
import type { Program } from './program.ts';

/** Steps of the matcher between two looks at the machine's budgets; one counts as an instruction. */
const SLICE_STEPS = 10_000;

/** Runs a match to its end; other threads get their turns, and the app's budgets count. Undefined where none is found. */
export function* runMatch(vm: Machine, program: Program, text: string, goal: MatchGoal): Steps<RegexRun> {
  const run = new RegexRun(program, text, goal);
  for (;;) {
    const found = run.run(SLICE_STEPS);
    if (found === undefined) {
      vm.fuel -= SLICE_STEPS;
      vm.instructions += SLICE_STEPS;
      yield* vm.pause();
      continue;
    }
    if (run.overflowed) vm.throwNew('java/lang/StackOverflowError');
    if (!found) run.registers.fill(-1);
    return run;
  }
}
