import { ScanError } from '../errors.ts';
import { openDexContainer } from '../dex/index.ts';
import type { DexClass, DexFile } from '../dex/index.ts';
import { ClassHierarchy } from './class-hierarchy.ts';

/** A dex file, class or method that could not be read. */
export type CodeProblem = {
  readonly dex: string;
  readonly code: ScanError['code'];
  readonly message: string;
  readonly offsetBytes?: number;
};

/** The app's bytecode as the passes see it. */
export type AppCode = {
  readonly dexFiles: readonly DexFile[];
  readonly hierarchy: ClassHierarchy;
  /** What could not be opened; passes add what they could not read to their own results. */
  readonly problems: readonly CodeProblem[];
};

/** A dex entry: its name in the package and a way to its bytes. */
export type DexSource = { readonly name: string; readonly read: () => Uint8Array };

/** Opens every dex file; one that is broken becomes a problem and the others stand. */
export function openAppCode(sources: readonly DexSource[]): AppCode {
  const dexFiles: DexFile[] = [];
  const problems: CodeProblem[] = [];
  for (const source of sources) {
    try {
      dexFiles.push(...openDexContainer(source.read(), source.name));
    } catch (error) {
      problems.push(toCodeProblem(error, source.name));
    }
  }
  return { dexFiles, hierarchy: openHierarchy(dexFiles, problems), problems };
}

/** Turns a coded error into a problem; anything else is a fault of ours and goes on. */
export function toCodeProblem(error: unknown, dex: string): CodeProblem {
  if (!(error instanceof ScanError) || error.code === 'CANCELLED' || error.code === 'DEADLINE_EXCEEDED')
    throw error;
  return {
    dex,
    code: error.code,
    message: error.message,
    ...(error.offsetBytes === undefined ? {} : { offsetBytes: error.offsetBytes }),
  };
}

/** A file may be broken in a million places; the first hundred tell enough. */
const MAX_PROBLEMS = 100;

export function addProblem(problems: CodeProblem[], error: unknown, dex: string): void {
  const problem = toCodeProblem(error, dex);
  if (problems.length < MAX_PROBLEMS) problems.push(problem);
}

/** A file whose class table cannot be read is dropped, so that the others still make a hierarchy. */
function openHierarchy(dexFiles: DexFile[], problems: CodeProblem[]): ClassHierarchy {
  for (let i = dexFiles.length - 1; i >= 0; i--) {
    const dex = dexFiles[i];
    if (!dex) continue;
    try {
      for (const defined of dex.classes()) {
        void defined.descriptor;
        checkParents(defined, problems);
      }
    } catch (error) {
      problems.push(toCodeProblem(error, dex.name));
      dexFiles.splice(i, 1);
    }
  }
  return new ClassHierarchy(dexFiles);
}

function checkParents(defined: DexClass, problems: CodeProblem[]): void {
  try {
    void defined.superclass;
    void defined.interfaces;
  } catch (error) {
    addProblem(problems, error, defined.dex.name);
  }
}
