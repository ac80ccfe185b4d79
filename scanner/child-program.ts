import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a child process runs. */
export type ChildProgram = {
  readonly file: string;
  /** The folder of the program's code: the repository when it runs from its sources, else `dist/`. */
  readonly codeFolder: string;
  readonly isSource: boolean;
  /** Node's flags that let it run TypeScript; none for the build. */
  readonly loaderFlags: readonly string[];
};

const isSource = import.meta.url.endsWith('.ts');
let codeUrl = new URL('../', import.meta.url);
let childrenAreSource = isSource;

/** The program at a path below the repository, without extension, in the form in which this process runs itself. */
export function toChildProgram(path: string): ChildProgram {
  return {
    file: fileURLToPath(new URL(`${path}.${childrenAreSource ? 'ts' : 'js'}`, codeUrl)),
    codeFolder: fileURLToPath(codeUrl),
    isSource: childrenAreSource,
    loaderFlags: childrenAreSource
      ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
      : [],
  };
}

/**
 * Has a process that runs from sources start its children from the build, in a tenth of the time. For tests, which see
 * to it that the build is of the same sources.
 */
export function startChildrenFromBuild(distUrl: URL): void {
  codeUrl = distUrl;
  childrenAreSource = false;
}
