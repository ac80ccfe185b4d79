// Generates scanner/data/framework/api-table.txt.br: the classes, fields and methods of Android's public API.
//   node --import tsx tools/make-framework-table.ts --jar android-23.jar [--check]
// Level 23 is read exactly from the stub jar (Debian package libandroid-23-java); newer levels come from the
// declarations of @nativescript/types-android, which do not say which numeric type a number is: `#` stands for it.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import JSZip from 'jszip';
import { readClassFile, type StubClass } from './framework-table/class-file.ts';
import { readDeclarations } from './framework-table/declarations.ts';

const exactLevel = 23;
const tableFile = new URL('../scanner/data/framework/api-table.txt.br', import.meta.url);
const declarationsFile = new URL(
  '../node_modules/@nativescript/types-android/lib/android/android-platform-37.d.ts',
  import.meta.url,
);

const { values } = parseArgs({
  options: { jar: { type: 'string' }, check: { type: 'boolean', default: false } },
});
if (values.jar === undefined) {
  console.error('usage: make-framework-table.ts --jar android-23.jar [--check]');
  process.exit(64);
}

const classes = new Map<string, StubClass>();
const zip = await JSZip.loadAsync(readFileSync(values.jar));
for (const entry of Object.values(zip.files)) {
  if (!entry.name.endsWith('.class')) continue;
  const stub = readClassFile(await entry.async('uint8array'));
  if (stub.isPublicApi) classes.set(stub.name, stub);
}
for (const declared of readDeclarations(readFileSync(declarationsFile, 'utf8'), exactLevel)) {
  const known = classes.get(declared.name);
  if (known) known.members.push(...declared.members);
  else classes.set(declared.name, declared);
}

const lines: string[] = [];
for (const stub of [...classes.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
  lines.push(
    [
      'C',
      stub.flags.toString(16),
      stub.name,
      stub.superName,
      stub.interfaces.join(','),
      since(stub.since),
    ].join('\t'),
  );
  for (const member of stub.members) {
    lines.push(
      [
        member.kind,
        member.flags.toString(16),
        member.name,
        member.descriptor,
        member.constant ?? '',
        since(member.since),
      ].join('\t'),
    );
  }
}
// ASCII only, so that the loader may keep it as one byte a character.
const text = `${lines.join('\n')}\n`.replace(
  /[^\x00-\x7f]/g,
  (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
);

if (values.check) {
  const committed = brotliDecompressSync(readFileSync(tableFile)).toString('utf8');
  if (committed !== text) {
    console.error('scanner/data/framework/api-table.txt.br is not what its sources give: generate it again.');
    process.exit(1);
  }
} else {
  const compressed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(tableFile, compressed);
  console.log(`${classes.size} classes, ${lines.length - classes.size} members, ${compressed.length} bytes`);
}

function since(level: number): string {
  return level <= exactLevel ? '' : String(level);
}
