import type { PiChannel } from '../../data/index.ts';
import { loadFrameworkTable } from '../../data/framework/load-framework-table.ts';
import { javaClasses } from '../java/index.ts';
import { androidClasses } from '../android/registry.ts';
import { loadSystemResources } from '../android/res/system-resources.ts';
import { loadSqlEngine } from '../system/sql-store.ts';
import { makeWatchList } from '../system/watch-list.ts';
import type { DeviceParts } from './embedded-device.ts';
import { makeViewHost } from './views.ts';

/** Loads what every embedded device is made of: about 0.1 s, once for each process. */
export async function loadDeviceParts(channels: readonly PiChannel[]): Promise<DeviceParts> {
  const [framework, systemResources, sqlEngine] = await Promise.all([
    loadFrameworkTable(),
    loadSystemResources(),
    loadSqlEngine(),
  ]);
  return {
    models: [...javaClasses, ...androidClasses()],
    framework,
    systemResources,
    sqlEngine,
    views: makeViewHost(),
    watch: makeWatchList(channels),
  };
}
