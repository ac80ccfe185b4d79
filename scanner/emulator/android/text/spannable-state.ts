import { JavaString } from '../../machine/index.ts';
import type { HeapObject, JavaClass, JavaObject, Machine, Steps } from '../../machine/index.ts';

/** A span over part of a text. */
export type Span = { readonly object: HeapObject; start: number; end: number; flags: number };

/** What a spanned text of the platform keeps. */
export type SpannedState = { text: string; label: number; readonly spans: Span[] };
export type SpannedText = JavaObject<SpannedState>;

/** Flags of android.text.Spanned: whether what is inserted at an edge belongs to the span. */
export const spanFlags = {
  inclusiveExclusive: 0x11,
  inclusiveInclusive: 0x12,
  exclusiveExclusive: 0x21,
  exclusiveInclusive: 0x22,
} as const;

/** Is the object one of the platform's spanned texts, whose state can be read directly? */
export function isSpannedText(object: HeapObject | null): object is SpannedText {
  const peer = (object as { peer?: Partial<SpannedState> } | null)?.peer;
  return (
    typeof peer === 'object' && peer !== null && Array.isArray(peer.spans) && typeof peer.text === 'string'
  );
}

/** Text and label of any CharSequence. */
export function* readSequence(
  vm: Machine,
  sequence: HeapObject | null,
): Steps<{ text: string; label: number }> {
  if (sequence === null) return { text: 'null', label: 0 };
  if (sequence instanceof JavaString) return { text: sequence.value, label: vm.labelOf(sequence) };
  if (isSpannedText(sequence)) return { text: sequence.peer.text, label: sequence.peer.label };
  return { text: yield* vm.textOf(sequence), label: vm.labelOf(sequence) };
}

/** Spans of a sequence within [start, end], moved so that `start` is 0; none for plain text. */
export function copySpans(sequence: HeapObject | null, start: number, end: number): Span[] {
  if (!isSpannedText(sequence)) return [];
  return sequence.peer.spans
    .filter((span) => span.start < end && span.end > start)
    .map((span) => ({
      ...span,
      start: Math.max(span.start, start) - start,
      end: Math.min(span.end, end) - start,
    }));
}

export function checkRange(vm: Machine, state: SpannedState, start: number, end: number): void {
  if (start < 0 || end > state.text.length || start > end)
    vm.throwNew(
      'java/lang/IndexOutOfBoundsException',
      `(${start} ... ${end}) of a text of ${state.text.length}`,
    );
}

/** Spans of a class that touch a range, in the order in which they were set. */
export function spansIn(state: SpannedState, start: number, end: number, cls: JavaClass): Span[] {
  return state.spans.filter((span) => {
    if (!span.object.cls.isSubclassOf(cls)) return false;
    if (span.start > end || span.end < start) return false;
    // A span that only touches the edge counts when either of the two is empty.
    return span.start === span.end || start === end || (span.start !== end && span.end !== start);
  });
}

/** Makes one of the platform's spanned texts. */
export function makeSpanned(
  vm: Machine,
  className: string,
  text: string,
  label = 0,
  spans: readonly Span[] = [],
): SpannedText {
  const made = vm.newObject<SpannedState>(className);
  made.peer = { text, label, spans: [...spans] };
  return made;
}
