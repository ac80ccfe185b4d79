import { errors } from '@appium/base-driver';
import { walk, type UiNode } from './ui-node.ts';
import { findAttribute } from './ui-attributes.ts';
import type { SelectorCall, SelectorChain, SelectorValue } from './ui-selector.ts';

type Test = (node: UiNode, value: SelectorValue) => boolean;

const equals =
  (attribute: string): Test =>
  (node, value) =>
    findAttribute(node, attribute) === String(value);
const contains =
  (attribute: string): Test =>
  (node, value) =>
    (findAttribute(node, attribute) ?? '').toLowerCase().includes(String(value).toLowerCase());
const startsWith =
  (attribute: string): Test =>
  (node, value) =>
    (findAttribute(node, attribute) ?? '').toLowerCase().startsWith(String(value).toLowerCase());
const matches =
  (attribute: string): Test =>
  (node, value) =>
    toWholePattern(String(value)).test(findAttribute(node, attribute) ?? '');

/** What androidx.test.uiautomator.UiSelector documents of each of its methods that look at one view. */
const tests: Readonly<Record<string, Test>> = {
  text: equals('text'),
  textContains: contains('text'),
  textStartsWith: startsWith('text'),
  textMatches: matches('text'),
  description: equals('content-desc'),
  descriptionContains: contains('content-desc'),
  descriptionStartsWith: startsWith('content-desc'),
  descriptionMatches: matches('content-desc'),
  resourceId: equals('resource-id'),
  resourceIdMatches: matches('resource-id'),
  className: equals('class'),
  classNameMatches: matches('class'),
  packageName: equals('package'),
  packageNameMatches: matches('package'),
  checkable: equals('checkable'),
  checked: equals('checked'),
  clickable: equals('clickable'),
  enabled: equals('enabled'),
  focusable: equals('focusable'),
  focused: equals('focused'),
  longClickable: equals('long-clickable'),
  scrollable: equals('scrollable'),
  selected: equals('selected'),
  index: equals('index'),
};

/** Views that a UiSelector describes, in document order. `instance` picks one of them, as the last of its conditions. */
export function findBySelector(roots: readonly UiNode[], selector: SelectorChain): UiNode[] {
  if (selector.type !== 'UiSelector')
    throw new errors.InvalidSelectorError('A UiSelector is expected here, not a UiScrollable.');
  const conditions: SelectorCall[] = [];
  let instance: number | undefined;
  let inner: { readonly from: 'child' | 'parent'; readonly selector: SelectorChain } | undefined;
  for (const call of selector.calls) {
    const [value] = call.args;
    if (value === undefined || call.args.length !== 1)
      throw new errors.InvalidSelectorError(`UiSelector.${call.method} takes one argument.`);
    if (call.method === 'instance') instance = Number(value);
    else if (call.method === 'childSelector') inner = { from: 'child', selector: toChain(value, call) };
    else if (call.method === 'fromParent') inner = { from: 'parent', selector: toChain(value, call) };
    else if (Object.hasOwn(tests, call.method)) conditions.push(call);
    else throw new errors.InvalidSelectorError(`UiSelector has no method '${call.method}'.`);
  }
  let found = [...walk(roots)].filter((node) =>
    conditions.every(({ method, args: [value] }) => value !== undefined && tests[method]?.(node, value)),
  );
  if (instance !== undefined) found = found.slice(instance, instance + 1);
  if (!inner) return found;
  const { from, selector: next } = inner;
  const seen = new Set<UiNode>();
  for (const node of found) {
    const within = from === 'child' ? node.children : (node.parent?.children ?? []);
    for (const match of findBySelector(within, next)) seen.add(match);
  }
  return [...seen];
}

function toChain(value: SelectorValue, call: SelectorCall): SelectorChain {
  if (typeof value !== 'object')
    throw new errors.InvalidSelectorError(`UiSelector.${call.method} takes a UiSelector.`);
  return value;
}

function toWholePattern(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch (error) {
    throw new errors.InvalidSelectorError(`'${pattern}' is no regular expression: ${String(error)}`);
  }
}
