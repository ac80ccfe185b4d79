import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDex, readInstructions, renderInstruction } from '../../../scanner/dex/index.ts';
import type { DexFile } from '../../../scanner/dex/index.ts';
import { realApks } from '../../support/real-apks.ts';
import { hasProgram } from '../../support/run-command.ts';
import { readDexEntries } from './dex-entries.ts';

/** Lines that dexdump and we must agree on: code offset and instruction; constants by value, strings by index. */
function* ourLines(dex: DexFile): Generator<string> {
  for (const dexClass of dex.classes())
    for (const method of dexClass.methods()) {
      const code = method.findCode();
      if (code === undefined) continue;
      yield `method ${code.offset.toString(16)} ${method.ref.name}:${method.ref.proto.descriptor}`;
      for (const instruction of readInstructions(code)) {
        const text =
          instruction.opcode.reference === 'string'
            ? `${instruction.opcode.name} v${instruction.registers[0]}, string@${hex(instruction.index)}`
            : renderInstruction(code, instruction);
        yield `${hex(instruction.pc)} ${text}`;
      }
    }
}

function* dexdumpLines(path: string): Generator<string> {
  const output = execFileSync('dexdump', ['-d', path], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  for (const line of output.split('\n')) {
    if (!line.includes('|')) continue;
    const method = /^[0-9a-f]+: +\|\[([0-9a-f]+)\] .*\.([^.]+:\(.*)$/.exec(line);
    if (method !== null) yield `method ${(method[1] ?? '').replace(/^0+/, '')} ${method[2]}`;
    const instruction = /^[0-9a-f]+: ([0-9a-f. ]+)\|([0-9a-f]{4,}): ([^]*)$/.exec(line);
    if (instruction === null || instruction[3]?.includes('-data (')) continue;
    yield `${instruction[2]} ${normalise(instruction[3] ?? '', instruction[1] ?? '')}`;
  }
}

function normalise(text: string, units: string): string {
  // Texts may hold line breaks, so the index is taken from the bytes: op, register, then four or eight digits.
  const string = /^const-string(?:\/jumbo)? v\d+, /.exec(text);
  if (string !== null) {
    const digits = units.replaceAll(' ', '').slice(4);
    const index = Buffer.from(digits.padEnd(8, '0'), 'hex').readUInt32LE();
    return `${string[0]}string@${hex(index)}`;
  }
  // dexdump guesses that some constants are floating and prints them rounded; the bits stand in the comment.
  const float = /^(.*)#(float|double) \S+ \/\/ #([0-9a-f]+)$/.exec(text);
  if (float !== null) {
    const bits = BigInt(`0x${float[3]}`);
    return float[2] === 'float'
      ? `${float[1]}#int ${BigInt.asIntN(32, bits)}`
      : `${float[1]}#long ${BigInt.asIntN(64, bits)}`;
  }
  return text.replace(/ \/\/ .*$/, '');
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

describe('dex instructions beside dexdump', function () {
  this.timeout(600_000);
  for (const apk of realApks)
    it(`reads every instruction of ${apk.name} as dexdump does`, async function () {
      if (!hasProgram('dexdump')) {
        console.log('      skipped: dexdump is not installed');
        this.skip();
      }
      const folder = await mkdtemp(join(tmpdir(), 'dexdump-'));
      let compared = 0;
      for (const { name, bytes } of await readDexEntries(apk.file)) {
        const path = join(folder, name);
        await writeFile(path, bytes);
        const ours = ourLines(openDex(bytes, name));
        for (const theirs of dexdumpLines(path)) {
          const mine: unknown = ours.next().value;
          if (mine !== theirs) assert.equal(mine, theirs, `${name}, line ${compared}`);
          compared++;
        }
        assert.equal(ours.next().done, true, `dexdump stops early in ${name}`);
      }
      await rm(folder, { recursive: true });
      assert.ok(compared > 1000, `only ${compared} lines compared`);
    });
});
