import { charsOf, type JavaArray, JavaString } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import { checkRange, labelOfArray, required } from './support.ts';
import type { Ref } from './support.ts';

/** Text of a range of a char[]. */
export function textOfChars(chars: JavaArray, start = 0, count = chars.length): string {
  const view = charsOf(chars).subarray(start, start + count);
  let text = '';
  for (let i = 0; i < view.length; i += 8192) text += String.fromCharCode(...view.subarray(i, i + 8192));
  return text;
}

/** A new char[] of a text. */
export function charArray(vm: Machine, text: string, label = 0): JavaArray {
  const array = vm.newArray('[C', text.length);
  putChars(array, 0, text);
  vm.addLabel(array, label);
  return array;
}

export function putChars(array: JavaArray, at: number, text: string): void {
  const chars = charsOf(array);
  for (let i = 0; i < text.length; i++) chars[at + i] = text.charCodeAt(i);
}

/** A checked range of a char[] as a labelled string. */
export function stringOfChars(
  vm: Machine,
  chars: JavaArray | null,
  start: number,
  count: number,
): JavaString {
  const array = required(vm, chars);
  checkRange(vm, array.length, start, count);
  return vm.string(textOfChars(array, start, count), labelOfArray(vm, array, start, count));
}

/** A CharSequence's text as a labelled string; `null` is the text of null. */
export function* stringOf(vm: Machine, value: HeapObject | null): Steps<JavaString> {
  if (value instanceof JavaString) return value;
  const text = yield* vm.textOf(value);
  return vm.string(text, vm.labelOf(value));
}

/** Writes text through a Writer's own write(String, int, int). */
export function* writeText(vm: Machine, writer: Ref, text: JavaString): Steps<void> {
  yield* vm.call(writer, 'write(Ljava/lang/String;II)V', text, 0, text.value.length);
}

/** Text and its labels. */
export type LabelledText = { readonly text: string; readonly label: number };

/** Up to `count` chars through a Reader's own read; null at its end. */
export function* readText(vm: Machine, reader: Ref, count: number): Steps<LabelledText | null> {
  const array = vm.newArray('[C', count);
  const got = yield* vm.call<number>(reader, 'read([CII)I', array, 0, count);
  if (got < 0 || (reader !== null && vm.isUnknown(reader))) return null;
  const taken = Math.min(got, count);
  return { text: textOfChars(array, 0, taken), label: labelOfArray(vm, array, 0, taken) };
}

/** All that is left in a Reader. */
export function* readAllText(vm: Machine, reader: Ref, maxChars = 2 ** 25): Steps<LabelledText> {
  let text = '';
  let label = 0;
  for (let idle = 0; idle < 100;) {
    const more = yield* readText(vm, reader, 8192);
    if (more === null) break;
    idle = more.text === '' ? idle + 1 : 0;
    text += more.text;
    label = vm.labels.union(label, more.label);
    if (text.length > maxChars) vm.throwNew('java/lang/OutOfMemoryError', 'text is too long');
  }
  return { text, label };
}
