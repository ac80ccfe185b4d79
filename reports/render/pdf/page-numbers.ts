/**
 * Page number (from 1) of each named destination, read from the classic, uncompressed objects that Chromium
 * writes (PDF 1.7, 7.7.3 and 12.3.2.3). What cannot be read is left out: the contents list then has no number there.
 */
export function findPageNumbers(pdf: Uint8Array): ReadonlyMap<string, number> {
  const text = Buffer.from(pdf).toString('latin1');
  const objects = new Map<string, string>();
  for (const [, id = '', body = ''] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n(<<[^]*?)\nendobj/g))
    if (!body.includes('stream\n')) objects.set(id, body);
  const catalog = [...objects.values()].find((body) => body.includes('/Type /Catalog'));
  const rootId = /\/Pages (\d+) 0 R/.exec(catalog ?? '')?.[1];
  const destinations = objects.get(/\/Dests (\d+) 0 R/.exec(catalog ?? '')?.[1] ?? '');
  if (rootId === undefined || destinations === undefined) return new Map();
  const numberByPage = new Map(toPageIds(objects, rootId, 0).map((id, index) => [id, index + 1]));
  const numbers = new Map<string, number>();
  for (const [, name = '', pageId = ''] of destinations.matchAll(/\/([A-Za-z0-9-]+) \[(\d+) 0 R/g)) {
    const number = numberByPage.get(pageId);
    if (number !== undefined) numbers.set(name, number);
  }
  return numbers;
}

const DEEPEST = 20;

const NODE_ID = /(?<=\()node\d{8,}(?=\))/g;

function toPageIds(objects: ReadonlyMap<string, string>, id: string, depth: number): readonly string[] {
  const kids = /\/Kids \[([^\]]*)\]/.exec(objects.get(id) ?? '')?.[1];
  if (kids === undefined || depth > DEEPEST) return [id];
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid = '']) => toPageIds(objects, kid, depth + 1));
}

/**
 * What differs between two prints of the same document made the same: dates of making and changing become the
 * report's own, and the ids of tagged elements, which count what the browser has shown before, begin at 1.
 */
export function fixPdf(pdf: Uint8Array, iso: string): Uint8Array {
  const ms = Date.parse(iso);
  const stamp = Number.isNaN(ms)
    ? '19700101000000'
    : new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14);
  const text = Buffer.from(pdf).toString('latin1');
  // Chromium writes 23 characters, `D:20260102030405+00'00'`; the same length keeps the cross-reference table true.
  const fixed = text.replace(/\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g, `/$1 (D:${stamp}+00'00')`);
  // Padded to the same width, and in the same order, since the tree of ids is sorted.
  const ids = [...new Set([...fixed.matchAll(NODE_ID)].map(([id]) => id))].sort();
  const numbers = new Map(
    ids.map((id, index) => [id, `node${String(index + 1).padStart(id.length - 4, '0')}`]),
  );
  return new Uint8Array(
    Buffer.from(
      fixed.replace(NODE_ID, (id) => numbers.get(id) ?? id),
      'latin1',
    ),
  );
}
