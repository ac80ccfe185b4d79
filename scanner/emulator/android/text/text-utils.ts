import { defineClass, JavaString, refsOf } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { readSequence } from './spannable-state.ts';

function* lengthOf(vm: Machine, text: HeapObject | null): Steps<number> {
  if (text === null) return 0;
  return text instanceof JavaString ? text.value.length : yield* vm.call<number>(text, 'length()I');
}

export const textUtils = defineClass({
  name: 'android/text/TextUtils',
  methods: {
    'static isEmpty(Ljava/lang/CharSequence;)Z': (vm, text: HeapObject | null) => {
      if (text === null) return true;
      if (text instanceof JavaString) return text.value.length === 0;
      return isEmpty(vm, text);
    },
    'static equals(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Z': function* (
      vm,
      a: HeapObject | null,
      b: HeapObject | null,
    ) {
      if (a === null || b === null) return a === b;
      return (yield* readSequence(vm, a)).text === (yield* readSequence(vm, b)).text;
    },
    'static getTrimmedLength(Ljava/lang/CharSequence;)I': function* (vm, text: HeapObject) {
      return (yield* readSequence(vm, text)).text.trim().length;
    },
    'static join(Ljava/lang/CharSequence;[Ljava/lang/Object;)Ljava/lang/String;': function* (
      vm,
      delimiter: HeapObject,
      items: JavaArray,
    ) {
      const { text: glue } = yield* readSequence(vm, delimiter);
      return yield* join(vm, glue, refsOf(items));
    },
    'static join(Ljava/lang/CharSequence;Ljava/lang/Iterable;)Ljava/lang/String;': function* (
      vm,
      delimiter: HeapObject,
      items: HeapObject,
    ) {
      const { text: glue } = yield* readSequence(vm, delimiter);
      const iterator = yield* vm.call<JavaObject>(items, 'iterator()Ljava/util/Iterator;');
      const list: (HeapObject | null)[] = [];
      while (yield* vm.call<boolean>(iterator, 'hasNext()Z'))
        list.push(yield* vm.call<HeapObject | null>(iterator, 'next()Ljava/lang/Object;'));
      return yield* join(vm, glue, list);
    },
    'static isDigitsOnly(Ljava/lang/CharSequence;)Z': function* (vm, text: HeapObject) {
      return /^\d*$/.test((yield* readSequence(vm, text)).text);
    },
    'static htmlEncode(Ljava/lang/String;)Ljava/lang/String;': (vm, text: JavaString) =>
      vm
        .text(text)
        .replace(
          /[<>&'"]/g,
          (char) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&#39;', '"': '&quot;' })[char] ?? char,
        ),
    'static split(Ljava/lang/String;Ljava/lang/String;)[Ljava/lang/String;': function* (
      vm,
      text: JavaString,
      pattern: JavaString,
    ) {
      return yield* vm.call(text, 'split(Ljava/lang/String;)[Ljava/lang/String;', pattern);
    },
    'static indexOf(Ljava/lang/CharSequence;C)I': function* (vm, text: HeapObject, char: number) {
      return (yield* readSequence(vm, text)).text.indexOf(String.fromCharCode(char));
    },
    'static substring(Ljava/lang/CharSequence;II)Ljava/lang/String;': function* (
      vm,
      text: HeapObject,
      start: number,
      end: number,
    ) {
      const { text: whole, label } = yield* readSequence(vm, text);
      return vm.string(whole.slice(start, end), label);
    },
    'static stringOrSpannedString(Ljava/lang/CharSequence;)Ljava/lang/CharSequence;': (
      _vm,
      text: HeapObject | null,
    ) => text,
    'static ellipsize(Ljava/lang/CharSequence;Landroid/text/TextPaint;FLandroid/text/TextUtils$TruncateAt;)Ljava/lang/CharSequence;':
      ellipsize,
    'static ellipsize(Ljava/lang/CharSequence;Landroid/text/TextPaint;FLandroid/text/TextUtils$TruncateAt;ZLandroid/text/TextUtils$EllipsizeCallback;)Ljava/lang/CharSequence;':
      ellipsize,
    'static getLayoutDirectionFromLocale(Ljava/util/Locale;)I': () => 0,
  },
});

/** The text itself where it fits, else as much of it as fits with an ellipsis where the cut is. */
function* ellipsize(
  vm: Machine,
  text: HeapObject | null,
  paint: HeapObject,
  widthPx: number,
  where: HeapObject | null,
): Steps<HeapObject | null> {
  if (text === null) return null;
  const { text: whole, label } = yield* readSequence(vm, text);
  const measure = (part: string) => vm.call<number>(paint, 'measureText(Ljava/lang/String;)F', part);
  if ((yield* measure(whole)) <= widthPx) return text;
  const side = where ? yield* vm.textOf(where) : 'END';
  const cut = (count: number): string => {
    if (side === 'START') return `…${whole.slice(whole.length - count)}`;
    if (side !== 'MIDDLE') return `${whole.slice(0, count)}…`;
    const head = Math.ceil(count / 2);
    return `${whole.slice(0, head)}…${whole.slice(whole.length - (count - head))}`;
  };
  let [fits, tooMany] = [0, whole.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if ((yield* measure(cut(middle))) <= widthPx) fits = middle;
    else tooMany = middle;
  }
  return vm.string(fits === 0 ? '' : cut(fits), label);
}

function* isEmpty(vm: Machine, text: HeapObject): Steps<boolean> {
  return (yield* lengthOf(vm, text)) === 0;
}

function* join(vm: Machine, glue: string, items: readonly (HeapObject | null)[]): Steps<JavaString> {
  const texts: string[] = [];
  let label = 0;
  for (const item of items) {
    texts.push(item === null ? 'null' : yield* vm.textOf(item));
    label = vm.labels.union(label, vm.labelOf(item));
  }
  return vm.string(texts.join(glue), label);
}
