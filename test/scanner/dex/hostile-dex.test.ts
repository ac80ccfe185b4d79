import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ScanError } from '../../../scanner/errors.ts';
import {
  openDex,
  openDexContainer,
  readInstructions,
  renderInstruction,
} from '../../../scanner/dex/index.ts';

const fixture = new URL('../emulator/machine/fixtures/instructions.dex', import.meta.url);
const good = new Uint8Array(readFileSync(fixture));

/** Reads everything a dex file holds. */
function readAll(bytes: Uint8Array): number {
  let things = 0;
  for (const dex of openDexContainer(bytes, 'test.dex')) {
    for (let i = 0; i < dex.callSiteCount; i++) things += dex.callSite(i).extra.length;
    for (const cls of dex.classes()) {
      things += cls.descriptor.length + cls.interfaces.length + cls.staticValues().length;
      things += cls.annotations.onClass.length + (cls.sourceFile?.length ?? 0);
      for (const method of cls.methods()) {
        const code = method.findCode();
        if (code === undefined) continue;
        things += code.tries.length + code.debug.lines.length;
        for (const instruction of readInstructions(code))
          things += renderInstruction(code, instruction).length;
      }
    }
  }
  return things;
}

function withBytes(at: number, ...values: number[]): Uint8Array {
  const copy = good.slice();
  copy.set(values, at);
  return copy;
}

describe('dex files that are broken', () => {
  const table: readonly (readonly [what: string, bytes: Uint8Array])[] = [
    ['an empty file', new Uint8Array(0)],
    ['a file shorter than a header', good.slice(0, 0x6f)],
    ['a file without the magic', withBytes(0, 0x50, 0x4b)],
    ['a version of the future', withBytes(4, 0x30, 0x39, 0x39)],
    ['a big-endian file', withBytes(0x28, 0x12, 0x34, 0x56, 0x78)],
    ['more strings than bytes', withBytes(0x38, 0xff, 0xff, 0xff, 0x7f)],
    ['classes beyond the end', withBytes(0x64, 0xff, 0xff, 0xff, 0x7f)],
  ];
  for (const [what, bytes] of table)
    it(`${what} is BAD_DEX`, () => {
      assert.throws(
        () => readAll(bytes),
        (error) => error instanceof ScanError && error.code === 'BAD_DEX',
      );
    });

  it('are read whole or refused with BAD_DEX, whatever byte is changed', () => {
    const whole = readAll(good);
    assert.ok(whole > 10_000);
    let seed = 7;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >>> 4) % below;
    };
    let refused = 0;
    for (let round = 0; round < 500; round++) {
      const copy = good.slice();
      for (let i = 0; i < 4; i++) copy[next(copy.length)] = next(256);
      try {
        readAll(copy);
      } catch (error) {
        if (!(error instanceof ScanError)) throw error;
        assert.equal(error.code, 'BAD_DEX');
        assert.equal(typeof error.offsetBytes, 'number');
        refused++;
      }
    }
    assert.ok(refused > 50, `only ${refused} refused`);
  });

  it('are refused where they end, at any length', () => {
    for (let length = 0; length < good.length; length += 97)
      assert.throws(
        () => readAll(good.slice(0, length)),
        (error) => error instanceof ScanError,
      );
  });
});

describe('a dex file', () => {
  it('is read from any place in its buffer', () => {
    const shifted = new Uint8Array(good.length + 3);
    shifted.set(good, 3);
    assert.equal(readAll(shifted.subarray(3)), readAll(good));
  });

  it('names what it holds', () => {
    const dex = openDex(good, 'instructions.dex');
    assert.equal(dex.version, 39);
    const holder = dex.findClass('Lops/Holder;');
    assert.equal(holder?.superclass, 'Ljava/lang/Object;');
    assert.deepEqual(holder.staticFields.map((field) => `${field.ref.name}:${field.ref.type}`).sort(), [
      'sf_boolean:Z',
      'sf_byte:B',
      'sf_char:C',
      'sf_int:I',
      'sf_object:Ljava/lang/Object;',
      'sf_short:S',
      'sf_wide:J',
    ]);
    assert.equal(dex.findClass('Lops/Missing;'), undefined);
    const site = dex.callSite(0);
    assert.equal(site.name, 'linked');
    assert.equal(site.proto.descriptor, '(II)I');
    assert.equal(site.bootstrap.method?.name, 'bootstrap');
    assert.equal(site.extra[0]?.kind, 'method-handle');
  });
});
