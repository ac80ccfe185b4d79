import assert from 'node:assert/strict';
import { ScanError } from '../../../scanner/errors.ts';
import {
  childElements,
  findAndroidAttribute,
  readXml,
  renderTypedValue,
} from '../../../scanner/package/index.ts';
import type { XmlElement } from '../../../scanner/package/index.ts';
import { AnomalyLog } from '../../../scanner/package/anomaly.ts';
import { chunk, writeXml } from '../../support/package-xml-writer.ts';
import type { WrittenElement, XmlOptions } from '../../support/package-xml-writer.ts';
import { needTool, NPM_APKS, openNpmApk, runTool } from '../../support/package-samples.ts';

const LABEL = 0x01010001;
const NAME = 0x01010003;
const DEBUGGABLE = 0x0101000f;

const sample: WrittenElement = {
  name: 'manifest',
  attributes: [{ name: 'package', value: 'com.example.应用' }],
  children: [
    {
      name: 'application',
      attributes: [
        { name: 'label', resourceId: LABEL, value: 'An app 😀' },
        { name: 'debuggable', resourceId: DEBUGGABLE, value: true },
      ],
      children: [{ name: 'activity', attributes: [{ name: 'name', resourceId: NAME, value: '.Main' }] }],
    },
  ],
};

function read(options: XmlOptions = {}, root = sample): { tree: XmlElement; notes: string[] } {
  const anomalies = new AnomalyLog();
  const tree = readXml(writeXml(root, options), {
    file: 'AndroidManifest.xml',
    code: 'BAD_MANIFEST',
    anomalies,
  });
  return { tree, notes: anomalies.list.map(({ code }) => code) };
}

function outline(element: XmlElement): string {
  const attributes = element.attributes
    .map(({ name, value }) => ` ${name}=${renderTypedValue(value)}`)
    .join('');
  return `<${element.name}${attributes}>${childElements(element).map(outline).join('')}`;
}

const expected =
  '<manifest package=com.example.应用><application label=An app 😀 debuggable=true><activity name=.Main>';

describe('readXml', () => {
  const variants: readonly {
    readonly title: string;
    readonly options: XmlOptions;
    readonly isOdd: boolean;
  }[] = [
    { title: 'UTF-16 strings', options: {}, isOdd: false },
    { title: 'UTF-8 strings', options: { utf8: true }, isOdd: false },
    { title: 'names blanked, so that resource ids decide', options: { blankNames: true }, isOdd: false },
    { title: 'another type in the outer chunk', options: { rootType: 0x0008 }, isOdd: true },
    { title: 'a declared size beyond the file', options: { declaredSizeDelta: 4000 }, isOdd: true },
    {
      title: 'an unknown chunk before the first element',
      options: { junk: chunk(0x7777, Buffer.alloc(0), Buffer.alloc(12)) },
      isOdd: true,
    },
    {
      title: 'garbage behind the last element',
      options: { tail: Buffer.from('garbage!garbage!') },
      isOdd: true,
    },
    { title: 'no resource map', options: { omitResourceMap: true }, isOdd: false },
  ];
  for (const { title, options, isOdd } of variants) {
    it(`reads a file with ${title}${isOdd ? ' and reports it' : ''}`, () => {
      const { tree, notes } = read(options);
      assert.equal(outline(tree), expected);
      assert.equal(notes.includes('BROKEN_CHUNK'), isOdd, notes.join());
    });
  }

  it('reads attributes that stand further apart than usual', () => {
    const wide: WrittenElement = {
      ...sample,
      attributeSize: 28,
      attributes: [...(sample.attributes ?? []), { name: 'b', value: 7 }],
    };
    assert.match(outline(read({}, wide).tree), /^<manifest package=com.example.应用 b=7>/u);
  });

  it('marks a platform attribute without its resource id as inert, as the framework does not see it', () => {
    const decoy: WrittenElement = {
      name: 'application',
      attributes: [
        { name: 'label', resourceId: LABEL, value: 'real' },
        { name: 'debuggable', namespace: 'http://schemas.android.com/apk/res/android', value: true },
      ],
    };
    const { tree } = read({}, decoy);
    assert.equal(findAndroidAttribute(tree, 'debuggable'), undefined);
    assert.equal(findAndroidAttribute(tree, 'label')?.rawText, 'real');
    assert.equal(tree.attributes.length, 2);
  });

  const deep = (depth: number): WrittenElement => {
    let element: WrittenElement = { name: 'x' };
    for (let level = 1; level < depth; level += 1) element = { name: 'x', children: [element] };
    return element;
  };
  const text = Buffer.from('<?xml version="1.0"?><manifest/>');
  const refused: readonly { readonly title: string; readonly bytes: Uint8Array; readonly code: string }[] = [
    { title: 'nothing', bytes: new Uint8Array(), code: 'BAD_MANIFEST' },
    { title: 'text XML', bytes: text, code: 'BAD_MANIFEST' },
    {
      title: 'a file cut before its first element',
      bytes: writeXml(sample).subarray(0, 64),
      code: 'BAD_MANIFEST',
    },
    { title: 'elements nested without end', bytes: writeXml(deep(1000)), code: 'LIMIT_EXCEEDED' },
  ];
  for (const { title, bytes, code } of refused) {
    it(`refuses ${title} with ${code}`, () => {
      assert.throws(
        () => readXml(bytes, { file: 'm', code: 'BAD_MANIFEST' }),
        (error) => error instanceof ScanError && error.code === code && error.offsetBytes !== undefined,
      );
    });
  }

  it('keeps what was read of a file that is cut off', () => {
    const bytes = writeXml(sample);
    const anomalies = new AnomalyLog();
    const tree = readXml(bytes.subarray(0, bytes.length - 100), {
      file: 'm',
      code: 'BAD_MANIFEST',
      anomalies,
    });
    assert.equal(tree.name, 'manifest');
    assert.ok(anomalies.list.length > 0);
  });

  for (const { name, path } of NPM_APKS) {
    it(`reads every XML file of ${name} as aapt2 dump xmltree does`, function () {
      needTool(this, 'aapt2');
      const apk = openNpmApk(name).base;
      const files = apk
        .entries()
        .filter((entry) => entry.name === 'AndroidManifest.xml' || /^res\/.*\.xml$/u.test(entry.name));
      // A process for each file is slow: the manifest and every 40th other.
      const chosen = files.filter((entry, index) => entry.name === 'AndroidManifest.xml' || index % 40 === 0);
      for (const entry of chosen) {
        const told = runTool('aapt2', ['dump', 'xmltree', '--file', entry.name, path]);
        assert.deepEqual(renderTree(apk.xml(entry)), toLines(told), entry.name);
      }
      assert.ok(chosen.length > 0);
    });
  }
});

/** Lines `E: name` and `A: namespace:name(id)` with indentation and namespaces left out; values for text only. */
function renderTree(element: XmlElement): string[] {
  const lines = [`E: ${element.name} (line=${element.line})`];
  for (const { namespace, name, resourceId, value, rawText } of element.attributes) {
    const id = resourceId === 0 ? '' : `(0x${resourceId.toString(16).padStart(8, '0')})`;
    const prefix = namespace === '' ? '' : `${namespace}:`;
    // aapt2 prints a number with its raw text as a number; only texts, integers and booleans are compared.
    let shown = '';
    if (value.kind === 'string' && /^[^"\n\\]+$/u.test(value.text))
      shown = `="${value.text}" (Raw: "${rawText ?? ''}")`;
    if (value.kind === 'integer' && value.dataType === 0x10 && rawText === undefined)
      shown = `=${value.value}`;
    if (value.kind === 'float' && Number.isInteger(value.value)) shown = `=${value.value}`;
    if (value.kind === 'boolean') shown = `=${value.value}`;
    lines.push(`A: ${prefix}${name}${id}${shown}`);
  }
  for (const child of element.children) if (child.kind === 'element') lines.push(...renderTree(child));
  return lines;
}

function toLines(told: string): string[] {
  const lines: string[] = [];
  for (const line of told.split('\n')) {
    const match = /^ *([EA]): (.*)$/u.exec(line);
    if (match === null) continue;
    const [, kind, rest = ''] = match;
    if (kind === 'E') {
      lines.push(`E: ${rest.replace(/^.*:(?=[^/])/u, '')}`);
      continue;
    }
    const parts = /^((?:https?:\/\/[^=]*:)?[^=(]+(?:\(0x[0-9a-f]{8}\))?)=(.*)$/u.exec(rest);
    const name = parts?.[1] ?? rest;
    const value = parts?.[2] ?? '';
    const isPlainText = /^"[^"\\]+" \(Raw: "[^"\\]*"\)$/u.test(value);
    const isPlain = isPlainText || /^-?\d+$/u.test(value) || /^(?:true|false)$/u.test(value);
    lines.push(`A: ${name}${isPlain ? `=${value}` : ''}`);
  }
  return lines;
}
