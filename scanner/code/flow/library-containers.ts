import { valuesAt } from './flow-call.ts';
import type { Slot } from './flow-tables.ts';
import { CONTENT, LINK, isMark } from './flow-state.ts';
import { CLEAN } from './flow-value.ts';
import type { FlowValue } from './flow-value.ts';
import { isReference } from './method-context.ts';
import { NO_FACTS, unite } from './taint.ts';
import type { LibraryCall } from './library-call.ts';

export function putValue(
  call: LibraryCall,
  key: string,
  value: FlowValue | undefined,
  keyValue: FlowValue | undefined,
): void {
  const { receiver } = call;
  if (receiver === undefined || value === undefined) return;
  const facts = call.changed(unite(value.facts, keyValue?.facts ?? NO_FACTS));
  const text = call.context.textOf(call.state, value);
  const held: FlowValue = {
    facts,
    objects: value.objects,
    ...(text?.kind === 'const' ? { text } : {}),
  };
  const [object] = receiver.objects;
  // A second put under the same key takes the place of the first.
  if (
    key !== CONTENT &&
    receiver.objects.length === 1 &&
    object !== undefined &&
    call.context.isLocal(call.state, object)
  )
    call.state.set(object, key, held);
  else call.context.addContent(call.state, receiver, key, held);
}

export function takeElement(call: LibraryCall, key: string | undefined): void {
  const { receiver } = call;
  if (receiver === undefined) return;
  const { returnType } = call.site.info.ref.proto;
  const element = call.state.element(receiver, key);
  call.facts = unite(
    call.facts,
    isReference(returnType) ? element.facts : call.state.deepFacts({ ...CLEAN, ...element }),
  );
  call.text ??= element.text;
  // The receiver stands for entries and views of itself, which have no object of their own.
  if (isReference(returnType))
    call.objects =
      key === undefined ? [...element.objects, ...receiver.objects].slice(0, 8) : element.objects;
}

export function copy(call: LibraryCall, from: Slot, to: Slot): void {
  const [source] = valuesAt(call.site, from);
  const [target] = valuesAt(call.site, to);
  if (source === undefined || target === undefined) return;
  if (source.facts.length > 0)
    call.context.addContent(call.state, target, CONTENT, {
      facts: call.changed(source.facts),
      objects: [],
    });
  for (const object of source.objects)
    for (const [field, value] of [...(call.state.fieldsOf(object) ?? [])])
      if (!isMark(field)) call.context.addContent(call.state, target, field, { ...value, strong: false });
}

/** What is written into the receiver goes on into what it wraps. */
export function link(call: LibraryCall): void {
  const wrapped = call.argument(0);
  if (wrapped === undefined || call.receiver === undefined) return;
  for (const object of call.receiver.objects)
    if (wrapped.objects.length > 0 && !wrapped.objects.includes(object))
      call.state.set(object, LINK, { ...CLEAN, objects: wrapped.objects });
  call.move(0, 'receiver', false);
}
