import assert from 'node:assert/strict';
import { HashTable } from '../../../../../scanner/emulator/java/util/hash-table.ts';

const order = (table: HashTable) => [...table.nodes()].map((node) => node.hash);

describe('A hash table keeps the order of Java’s', () => {
  const cases: [style: 'hash' | 'concurrent' | 'legacy' | 'weak', hashes: number[], order: number[]][] = [
    ['hash', [17, 1, 33, 2], [17, 1, 33, 2]],
    ['concurrent', [17, 1, 33, 2], [17, 1, 33, 2]],
    ['legacy', [12, 1, 23, 2], [2, 23, 1, 12]],
    ['weak', [17, 1, 33, 2], [2, 33, 1, 17]],
  ];
  for (const [style, hashes, expected] of cases)
    it(`of style ${style}`, () => {
      const table = new HashTable({ style });
      for (const hash of hashes) table.insert(hash, null, null);
      assert.deepEqual(order(table), expected);
    });

  it('splits chains when it grows, each half in its order', () => {
    const table = new HashTable();
    for (const hash of [16, 0, 48, 32, 64]) table.insert(hash, null, null);
    for (let hash = 1; hash <= 8; hash++) table.insert(hash, null, null);
    assert.deepEqual(order(table), [0, 32, 64, 1, 2, 3, 4, 5, 6, 7, 8, 16, 48]);
  });

  it('moves what was used to the end where that is the order', () => {
    const table = new HashTable({ linked: true, accessOrder: true });
    const first = table.insert(1, null, null);
    table.insert(2, null, null);
    table.touch(first);
    assert.deepEqual(order(table), [2, 1]);
  });
});
