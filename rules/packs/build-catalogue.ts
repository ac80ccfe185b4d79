import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RulesError } from '../errors.ts';
import { readDuties } from '../duties/read-duties.ts';
import { readYamlFolder } from './built-in.ts';
import { readPack } from './read-pack.ts';

/**
 * Writes rules/packs/built/cn.json from the YAML of duties and rules; with --check, exits 1 when the file is stale.
 * Reading YAML takes most of a second; reading the JSON takes milliseconds, and every start of the program pays it.
 */
const dutyFolder = fileURLToPath(new URL('../duties', import.meta.url));
const packFolder = fileURLToPath(new URL('./cn', import.meta.url));
const builtFolder = fileURLToPath(new URL('./built', import.meta.url));
const builtFile = `${builtFolder}/cn.json`;

try {
  const pack = readPack(readYamlFolder(packFolder), readDuties(readYamlFolder(dutyFolder)));
  const text = `${JSON.stringify(pack)}\n`;
  if (process.argv.includes('--check')) {
    if (!existsSync(builtFile) || readFileSync(builtFile, 'utf8') !== text) {
      process.stderr.write(
        'rules/packs/built/cn.json is stale: run node --import tsx rules/packs/build-catalogue.ts\n',
      );
      process.exitCode = 1;
    }
  } else {
    mkdirSync(builtFolder, { recursive: true });
    writeFileSync(builtFile, text);
    process.stdout.write(
      `${pack.catalogue.duties.length} duties, ${pack.rules.length} rules, ${pack.limitations.length} limitations\n`,
    );
  }
} catch (error) {
  if (!(error instanceof RulesError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
