import assert from 'node:assert/strict';
import { loadFrameworkTable } from '../../../scanner/data/framework/load-framework-table.ts';

describe('framework table', () => {
  it('knows every class of the public API by its internal name', async () => {
    const table = await loadFrameworkTable();
    assert.ok(table.classCount > 6000, `${table.classCount} classes`);
    const view = table.findClass('android/view/View');
    assert.equal(view?.superName, 'java/lang/Object');
    assert.ok(view?.interfaces.includes('android/graphics/drawable/Drawable$Callback'));
    assert.equal(table.findClass('com/example/Missing'), undefined);
    assert.equal(table.findClass('__proto__'), undefined);
  });

  it('gives exact descriptors and constants for level 23 and before', async () => {
    const table = await loadFrameworkTable();
    const telephony = table.findClass('android/telephony/TelephonyManager');
    const overloads = telephony?.methods.filter((method) => method.name === 'getDeviceId');
    assert.deepEqual(
      overloads?.map((method) => method.descriptor),
      ['()Ljava/lang/String;', '(I)Ljava/lang/String;'],
    );
    const gone = table.findClass('android/view/View')?.fields.find((field) => field.name === 'GONE');
    assert.equal(gone?.constant, 8);
  });

  it('marks newer members with their level and unknown numeric types with #', async () => {
    const table = await loadFrameworkTable();
    const getImei = table
      .findClass('android/telephony/TelephonyManager')
      ?.methods.filter((method) => method.name === 'getImei');
    assert.deepEqual(
      getImei?.map((method) => [method.descriptor, method.sinceApi]),
      [
        ['()Ljava/lang/String;', 26],
        ['(#)Ljava/lang/String;', 26],
      ],
    );
    assert.equal(table.findClass('android/app/NotificationChannel')?.sinceApi, 26);
  });

  it('tells interfaces from classes in old and new levels', async () => {
    const table = await loadFrameworkTable();
    const isInterface = (name: string) => ((table.findClass(name)?.flags ?? 0) & 0x200) !== 0;
    assert.equal(isInterface('android/view/View$OnClickListener'), true);
    assert.equal(isInterface('android/window/OnBackInvokedCallback'), true);
    assert.equal(isInterface('android/view/View'), false);
    assert.equal(isInterface('android/app/NotificationChannel'), false);
  });
});
