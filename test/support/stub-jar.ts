import { loadFrameworkTable } from '../../scanner/data/framework/load-framework-table.ts';
import type { FrameworkClass } from '../../scanner/data/framework/framework-table.ts';
import { writeZip } from './package-zip-writer.ts';

/** Android's public classes as a jar of class files that hold names and parents and no members: what tools that
 *  rewrite jars need of the platform to know which class is which. */
export async function writeStubJar(): Promise<Uint8Array> {
  const table = await loadFrameworkTable();
  const entries = [];
  for (const name of table.classNames()) {
    const found = table.findClass(name);
    if (found) entries.push({ name: `${name}.class`, data: writeClassFile(found), method: 0 });
  }
  return writeZip(entries);
}

/** Class file of version 49 (JVM specification, chapter 4). */
function writeClassFile({ name, flags, superName, interfaces }: FrameworkClass): Uint8Array {
  const parents = [
    superName === '' && name !== 'java/lang/Object' ? 'java/lang/Object' : superName,
    ...interfaces,
  ];
  const names = [name, ...parents].filter((each) => each !== '');
  const pool = names.flatMap((each, i) => {
    const text = Buffer.from(each);
    return [Buffer.from([1]), u16(text.length), text, Buffer.from([7]), u16(i * 2 + 1)];
  });
  const classIndex = (i: number): number => i * 2 + 2;
  const hasSuper = parents[0] !== '';
  const firstInterface = hasSuper ? 2 : 1;
  return Buffer.concat([
    Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 49]),
    u16(names.length * 2 + 1),
    ...pool,
    u16((flags & 0x7631) | 0x20),
    u16(classIndex(0)),
    u16(hasSuper ? classIndex(1) : 0),
    u16(interfaces.length),
    ...interfaces.map((_, i) => u16(classIndex(firstInterface + i))),
    u16(0),
    u16(0),
    u16(0),
  ]);
}

function u16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}
