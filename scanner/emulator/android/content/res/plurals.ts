import type { FoundValue, ResourceSet } from '../../res/resource-set.ts';

/** Keys of a plurals bag (ResTable_map: ATTR_OTHER and so on). */
const keys: Readonly<Record<Intl.LDMLPluralRule, number>> = {
  other: 0x01000004,
  zero: 0x01000005,
  one: 0x01000006,
  two: 0x01000007,
  few: 0x01000008,
  many: 0x01000009,
};

/** The form of a plural for a quantity by the locale's rules, else `other`; undefined when there is neither. */
export function findPlural(
  set: ResourceSet,
  id: number,
  quantity: number,
  locale: { readonly language: string; readonly country: string },
): FoundValue | undefined {
  const items = set.findBag(id)?.items;
  const rule = new Intl.PluralRules(`${locale.language}-${locale.country}`).select(quantity);
  const item = items?.get(keys[rule]) ?? items?.get(keys.other);
  return item && set.resolve(item.value, item.isSystem);
}
