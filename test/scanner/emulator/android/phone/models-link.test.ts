import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { loadFrameworkTable } from '../../../../../scanner/data/framework/load-framework-table.ts';
import type { FrameworkTable } from '../../../../../scanner/data/framework/framework-table.ts';
import { androidClasses } from '../../../../../scanner/emulator/android/registry.ts';
import { javaClasses } from '../../../../../scanner/emulator/java/index.ts';
import { Machine } from '../../../../../scanner/emulator/machine/index.ts';

describe('models of Android', () => {
  const models = [...javaClasses, ...androidClasses()];
  let platform: FrameworkTable;
  before(async () => {
    platform = await loadFrameworkTable();
  });

  it('model no class twice', () => {
    const names = androidClasses().map(({ name }) => name);

    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
  });

  for (const apiLevel of [28, 34])
    it(`link on API level ${apiLevel}, with everything that they extend and implement`, () => {
      const vm = new Machine({ models, dexFiles: [], platform, apiLevel });
      const failed: string[] = [];
      for (const { name } of models) {
        try {
          vm.classes.platformClass(name);
        } catch (error) {
          failed.push(`${name}: ${String(error)}`);
        }
      }

      assert.deepEqual(failed, []);
    });
});
