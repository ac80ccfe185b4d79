import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import type { StringSpan, TypedValue } from '../../../../package/index.ts';
import { parseColor } from '../../graphics/color-values.ts';
import { isSystemId, type ResourceSet } from '../../res/resource-set.ts';
import { toText } from './styled-values.ts';

/** Spanned.SPAN_EXCLUSIVE_EXCLUSIVE */
const exclusive = 0x21;
const bigger = 1.25;
const smaller = 0.8;

/** A resource's text as getText gives it: with the styles that its source had; undefined when it has none. */
export function* makeText(vm: Machine, set: ResourceSet, id: number): Steps<HeapObject | undefined> {
  const found = set.findValue(id);
  const text = found && toText(found.value);
  if (found === undefined || text === undefined) return undefined;
  const spans = findSpans(set, found.resourceId, found.value);
  if (spans.length === 0) return vm.string(text);
  const spannable = yield* vm.construct('android/text/SpannableString', '(Ljava/lang/CharSequence;)V', text);
  for (const span of spans) {
    for (const object of yield* toObjects(vm, span))
      yield* vm.call(
        spannable,
        'setSpan(Ljava/lang/Object;III)V',
        object,
        span.first,
        Math.min(text.length, span.last + 1),
        exclusive,
      );
  }
  return yield* vm.construct('android/text/SpannedString', '(Ljava/lang/CharSequence;)V', spannable);
}

/** Tags of a string of the table that it came from. */
function findSpans(set: ResourceSet, id: number, value: TypedValue): readonly StringSpan[] {
  if (value.kind !== 'string') return [];
  const table = (isSystemId(id) ? set.system : set.app)?.table;
  if (!table) return [];
  for (const { pkg } of table.partsOf(id))
    if (pkg.values?.find(value.data) === value.text) return pkg.values.spans(value.data);
  return [];
}

/** What the framework makes of a tag: `b`, `a;href=…`, `font;color=…;size=…`. */
function* toObjects(vm: Machine, { tag }: StringSpan): Steps<readonly JavaObject[]> {
  const [name = '', ...parts] = tag.split(';');
  const attributes = new Map(
    parts.map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at), part.slice(at + 1)] as const;
    }),
  );
  const style = (simple: string, descriptor: string, ...args: (number | string)[]) =>
    vm.construct(`android/text/style/${simple}`, descriptor, ...args);
  switch (name) {
    case 'b':
      return [yield* style('StyleSpan', '(I)V', 1)];
    case 'i':
    case 'em':
    case 'cite':
      return [yield* style('StyleSpan', '(I)V', 2)];
    case 'u':
      return [yield* style('UnderlineSpan', '()V')];
    case 'strike':
      return [yield* style('StrikethroughSpan', '()V')];
    case 'big':
      return [yield* style('RelativeSizeSpan', '(F)V', bigger)];
    case 'small':
      return [yield* style('RelativeSizeSpan', '(F)V', smaller)];
    case 'tt':
      return [yield* style('TypefaceSpan', '(Ljava/lang/String;)V', 'monospace')];
    case 'a': {
      const url = attributes.get('href');
      return url === undefined ? [] : [yield* style('URLSpan', '(Ljava/lang/String;)V', url)];
    }
    case 'font': {
      const color = parseColor(attributes.get('color') ?? attributes.get('fgcolor') ?? '');
      return color === undefined ? [] : [yield* style('ForegroundColorSpan', '(I)V', color)];
    }
    default:
      return [];
  }
}
