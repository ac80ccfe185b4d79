import assert from 'node:assert/strict';
import { javaClasses } from '../../../../../scanner/emulator/java/index.ts';
import { Machine } from '../../../../../scanner/emulator/machine/index.ts';
import { FileStore } from '../../../../../scanner/emulator/system/file-store.ts';

describe('A regular expression that explodes', () => {
  it('costs the app its instructions and ends in a typed stop', () => {
    const vm = new Machine({ models: javaClasses, dexFiles: [], limits: { maxInstructions: 5_000_000 } });
    const outcome = vm.callNow(
      vm.callStatic(
        'java/util/regex/Pattern',
        'matches(Ljava/lang/String;Ljava/lang/CharSequence;)Z',
        vm.string('((a|aa)+)+b'),
        vm.string('a'.repeat(60)),
      ),
    );
    assert.deepEqual(outcome, { kind: 'stopped', code: 'INSTRUCTIONS' });
  });
});

describe('The device keeps its files', () => {
  it('within its bounds and under one name', () => {
    const store = new FileStore({ maxTotalBytes: 10 });
    assert.equal(store.makeDirectories('/sdcard/a/../b'), undefined);
    const file = store.openToWrite('/storage/emulated/0/b/f', { append: false });
    assert.ok(typeof file === 'object');
    assert.equal(store.write(file, 0, new Uint8Array(8)), undefined);
    assert.equal(store.write(file, 8, new Uint8Array(8)), 'ENOSPC');
    assert.equal(store.remove('/sdcard/b'), 'ENOTEMPTY');
    assert.equal(store.openToWrite('/none/f', { append: false }), 'ENOENT');
    assert.equal(store.remove('/mnt/sdcard/b/f'), undefined);
    assert.equal(store.totalBytes, 0);
  });

  it('made on opening where the phone provides them, and asks who watches', () => {
    const store = new FileStore();
    const label = { kind: 'pi', piType: 'mac', eventNumber: 3, transforms: [] } as const;
    store.provide('/sys/class/net/wlan0/address', () => ({ bytes: Buffer.from('02:00'), labels: [label] }));
    const content = store.openToRead('/sys/class/net/wlan0/address');
    assert.deepEqual(content, { bytes: Buffer.from('02:00'), labels: [label] });
    assert.equal(store.openToWrite('/sys/class/net/wlan0/address', { append: true }), 'EACCES');
    store.onAccess = ({ operation, path }) =>
      operation === 'list' && path.startsWith('/storage') ? 'EACCES' : undefined;
    assert.equal(store.list('/sdcard'), undefined);
    assert.deepEqual(store.list('/sys/class/net'), ['wlan0']);
  });
});
