import { defineClass } from '../../machine/index.ts';
import type { ClassModel } from '../../machine/index.ts';
import { methods } from '../signature.ts';

function interfaceOf(
  name: string,
  table: Parameters<typeof methods>[0],
  interfaces: readonly string[] = [],
): ClassModel {
  return defineClass({ name: `java/io/${name}`, flags: 'interface', interfaces, methods: methods(table) });
}

export const interfaces: readonly ClassModel[] = [
  interfaceOf('Closeable', { 'abstract void close()': null }, ['java/lang/AutoCloseable']),
  interfaceOf('Flushable', { 'abstract void flush()': null }),
  interfaceOf(
    'Externalizable',
    {
      'abstract void writeExternal(java/io/ObjectOutput)': null,
      'abstract void readExternal(java/io/ObjectInput)': null,
    },
    ['java/io/Serializable'],
  ),
  interfaceOf('FileFilter', { 'abstract boolean accept(File)': null }),
  interfaceOf('FilenameFilter', { 'abstract boolean accept(File, String)': null }),
  interfaceOf('DataInput', {}),
  interfaceOf('DataOutput', {}),
  interfaceOf('ObjectInput', {}, ['java/io/DataInput', 'java/lang/AutoCloseable']),
  interfaceOf('ObjectOutput', {}, ['java/io/DataOutput', 'java/lang/AutoCloseable']),
  interfaceOf('ObjectStreamConstants', {}),
];
