import { JavaObject, JavaString } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import { refsOf, JavaArray } from '../../machine/index.ts';
import { viewOf } from '../view/view-state.ts';
import { textOf, type BufferType } from './text-state.ts';

function isA(object: HeapObject, name: string): boolean {
  for (const ancestor of object.cls.ancestors) if (ancestor.name === name) return true;
  return false;
}

/** What is kept of a text for a buffer type: an Editable, a Spannable, or the text as it is. */
function* toBuffer(vm: Machine, text: HeapObject, type: BufferType, hasMovement: boolean): Steps<HeapObject> {
  if (type === 'editable')
    return yield* vm.construct('android/text/SpannableStringBuilder', '(Ljava/lang/CharSequence;)V', text);
  if (type === 'spannable' || (hasMovement && !(text instanceof JavaString)))
    return yield* vm.construct('android/text/SpannableString', '(Ljava/lang/CharSequence;)V', text);
  if (text instanceof JavaString || !isA(text, 'android/text/Spanned')) {
    return text instanceof JavaString ? text : vm.string(yield* vm.textOf(text), vm.labelOf(text));
  }
  return yield* vm.construct('android/text/SpannedString', '(Ljava/lang/CharSequence;)V', text);
}

function* filtered(vm: Machine, view: JavaObject, text: HeapObject): Steps<HeapObject> {
  const { filters } = textOf(view);
  if (!(filters instanceof JavaArray)) return text;
  let now = text;
  for (const filter of refsOf(filters)) {
    if (!filter) continue;
    const length = yield* vm.call<number>(now, 'length()I');
    const empty = yield* vm.construct('android/text/SpannableStringBuilder', '()V');
    const kept = yield* vm.call<HeapObject | null>(
      filter,
      'filter(Ljava/lang/CharSequence;IILandroid/text/Spanned;II)Ljava/lang/CharSequence;',
      now,
      0,
      length,
      empty,
      0,
      0,
    );
    if (kept) now = kept;
  }
  return now;
}

/** TextView.setText: tells the watchers before and after, and asks for layout. */
export function* setText(
  vm: Machine,
  view: JavaObject,
  given: HeapObject | null,
  type: BufferType,
): Steps<void> {
  const state = textOf(view);
  const old = state.string;
  const wanted = yield* filtered(vm, view, given ?? vm.intern(''));
  const buffer = yield* toBuffer(vm, wanted, type, state.movement !== null);
  const now = buffer instanceof JavaString ? buffer.value : yield* vm.textOf(buffer);
  yield* tellBefore(vm, view, old, 0, old.length, now.length);
  state.bufferType = type;
  state.text = buffer;
  state.string = now;
  state.layout = undefined;
  if (type === 'editable') state.selectionStart = state.selectionEnd = 0;
  if (viewOf(view).params) yield* vm.call(view, 'requestLayout()V');
  yield* tellAfter(vm, view, 0, old.length, now.length);
}

function* tellBefore(
  vm: Machine,
  view: JavaObject,
  text: string,
  start: number,
  before: number,
  after: number,
): Steps<void> {
  for (const watcher of [...textOf(view).watchers])
    yield* vm.call(
      watcher,
      'beforeTextChanged(Ljava/lang/CharSequence;III)V',
      vm.string(text),
      start,
      before,
      after,
    );
}

function* tellAfter(
  vm: Machine,
  view: JavaObject,
  start: number,
  before: number,
  after: number,
): Steps<void> {
  const { text, watchers } = textOf(view);
  yield* vm.call(view, 'onTextChanged(Ljava/lang/CharSequence;III)V', text, start, before, after);
  for (const watcher of [...watchers])
    yield* vm.call(watcher, 'onTextChanged(Ljava/lang/CharSequence;III)V', text, start, before, after);
  if (watchers.length === 0) return;
  const editable =
    text && isA(text, 'android/text/Editable')
      ? text
      : yield* vm.construct('android/text/SpannableStringBuilder', '(Ljava/lang/CharSequence;)V', text);
  for (const watcher of [...watchers])
    yield* vm.call(watcher, 'afterTextChanged(Landroid/text/Editable;)V', editable);
}

/** The person types: the selection is replaced, the cursor goes behind what was typed. */
export function* typeInto(vm: Machine, view: JavaObject, typed: string): Steps<void> {
  const state = textOf(view);
  if (!(state.text instanceof JavaObject)) return;
  const old = yield* vm.textOf(state.text);
  const from = Math.min(Math.max(state.selectionStart, 0), old.length);
  const to = Math.min(Math.max(state.selectionEnd, from), old.length);
  yield* tellBefore(vm, view, old, from, to - from, typed.length);
  yield* vm.call(
    state.text,
    'replace(IILjava/lang/CharSequence;)Landroid/text/Editable;',
    from,
    to,
    vm.string(typed),
  );
  state.string = yield* vm.textOf(state.text);
  state.layout = undefined;
  state.selectionStart = state.selectionEnd = Math.min(from + typed.length, state.string.length);
  yield* vm.call(view, 'requestLayout()V');
  yield* tellAfter(vm, view, from, to - from, typed.length);
}
