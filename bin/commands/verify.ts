import { readFile } from 'node:fs/promises';
import { verifyPackage } from '../../reports/index.ts';
import type { Command } from '../command.ts';
import { UsageError, exitCodes, parseOptions } from '../usage.ts';

/** `appgov verify PACKAGE`: is every file of an evidence package still what its manifest says? */
export const verify: Command = async (args) => {
  const { positionals } = parseOptions(args, {});
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('name one evidence package (.zip).');
  const { problems, fileCount } = await verifyPackage(await readFile(file));
  for (const problem of problems) console.log(`${problem.file || file}: ${problem.message}`);
  console.log(
    problems.length === 0 ? `ok: ${fileCount} files are as the manifest says` : `${problems.length} problems`,
  );
  return problems.length === 0 ? exitCodes.done : exitCodes.findings;
};
