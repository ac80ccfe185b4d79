import assert from 'node:assert/strict';
import { allOf, anyOf, MET, notOf, UNKNOWN, UNMET } from '../../../rules/engine/truth.ts';
import type { Truth } from '../../../rules/engine/truth.ts';

describe('three-valued truth', () => {
  const table: readonly [Truth, Truth, Truth, Truth][] = [
    [MET, MET, MET, MET],
    [MET, UNKNOWN, UNKNOWN, MET],
    [MET, UNMET, UNMET, MET],
    [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    [UNKNOWN, UNMET, UNMET, UNKNOWN],
    [UNMET, UNMET, UNMET, UNMET],
  ];
  for (const [a, b, all, any] of table)
    it(`joins ${a} and ${b} in either order`, () => {
      assert.deepEqual([allOf([a, b]), allOf([b, a])], [all, all]);
      assert.deepEqual([anyOf([a, b]), anyOf([b, a])], [any, any]);
    });

  it('leaves the unknown unknown when it is negated', () => {
    assert.deepEqual([notOf(MET), notOf(UNKNOWN), notOf(UNMET)], [UNMET, UNKNOWN, MET]);
  });

  it('holds for all of nothing and for none of nothing', () => {
    assert.deepEqual([allOf([]), anyOf([])], [MET, UNMET]);
  });
});
