import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A module of ours as plain JavaScript, for a process that has no loader for TypeScript. */
export function stripTypeScriptTypes(file: URL): string {
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  });
  return outputText;
}
