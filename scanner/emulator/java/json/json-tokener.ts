import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { JsonParser } from './json-parser.ts';
import { JsonWriter, quote, throwJson } from './json-value.ts';

type Tokener = JavaObject<JsonParser>;

const jsonTokener = defineClass({
  name: 'org/json/JSONTokener',
  labels: 'container',
  methods: methods({
    'new(String)': (vm, self: Tokener, text: JavaString | null) => {
      self.peer = new JsonParser(vm, text?.value ?? '', vm.labelOf(text));
    },
    'Object nextValue()': (_vm, self: Tokener) => self.peer.readValue(),
    'boolean more()': (_vm, self: Tokener) => self.peer.at < self.peer.source.length,
    'char next()': (_vm, self: Tokener) =>
      self.peer.at < self.peer.source.length ? self.peer.source.charCodeAt(self.peer.at++) : 0,
    'char nextClean()': (_vm, self: Tokener) => self.peer.nextClean().charCodeAt(0) || 0,
    'String nextString(char)': (_vm, self: Tokener, mark: number) =>
      self.peer.readString(String.fromCharCode(mark)),
    'void back()': (_vm, self: Tokener) => {
      if (self.peer.at > 0) self.peer.at--;
    },
    'org/json/JSONException syntaxError(String)': (vm, self: Tokener, message: JavaString | null) =>
      vm.newThrowable(
        'org/json/JSONException',
        `${vm.text(message)} at character ${self.peer.at} of ${self.peer.source}`,
      ),
    'String toString()': (_vm, self: Tokener) => ` at character ${self.peer.at} of ${self.peer.source}`,
  }),
});

type StringerPeer = {
  text: string;
  label: number;
  stack: ('empty-array' | 'array' | 'empty-object' | 'object' | 'dangling')[];
};
type Stringer = JavaObject<StringerPeer>;

function beforeValue(vm: Machine, self: Stringer): void {
  const { stack } = self.peer;
  const top = stack.at(-1);
  if (top === 'empty-array') stack[stack.length - 1] = 'array';
  else if (top === 'array') self.peer.text += ',';
  else if (top === 'dangling') {
    self.peer.text += ':';
    stack[stack.length - 1] = 'object';
  } else if (top !== undefined) throwJson(vm, 'Nesting problem');
}

function open(vm: Machine, self: Stringer, state: StringerPeer['stack'][number], mark: string): Stringer {
  beforeValue(vm, self);
  self.peer.stack.push(state);
  self.peer.text += mark;
  return self;
}

function close(vm: Machine, self: Stringer, states: readonly string[], mark: string): Stringer {
  if (!states.includes(self.peer.stack.at(-1) ?? '')) throwJson(vm, 'Nesting problem');
  self.peer.stack.pop();
  self.peer.text += mark;
  return self;
}

function* addValue(vm: Machine, self: Stringer, value: Ref): Steps<Stringer> {
  if (self.peer.stack.length === 0) throwJson(vm, 'Nesting problem');
  const writer = new JsonWriter(vm, 0);
  yield* writer.write(value);
  beforeValue(vm, self);
  self.peer.text += writer.build().value;
  self.peer.label = vm.labels.union(self.peer.label, writer.label);
  return self;
}

const STRINGER = 'org/json/JSONStringer';

const jsonStringer = defineClass({
  name: STRINGER,
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Stringer) => {
      self.peer = { text: '', label: 0, stack: [] };
    },
    [`${STRINGER} array()`]: (vm: Machine, self: Stringer) => open(vm, self, 'empty-array', '['),
    [`${STRINGER} endArray()`]: (vm: Machine, self: Stringer) =>
      close(vm, self, ['empty-array', 'array'], ']'),
    [`${STRINGER} object()`]: (vm: Machine, self: Stringer) => open(vm, self, 'empty-object', '{'),
    [`${STRINGER} endObject()`]: (vm: Machine, self: Stringer) =>
      close(vm, self, ['empty-object', 'object'], '}'),
    [`${STRINGER} key(String)`]: (vm: Machine, self: Stringer, name: JavaString | null) => {
      const { stack } = self.peer;
      if (name === null) throwJson(vm, 'Names must be non-null');
      if (stack.at(-1) === 'object') self.peer.text += ',';
      else if (stack.at(-1) !== 'empty-object') throwJson(vm, 'Nesting problem');
      stack[stack.length - 1] = 'dangling';
      self.peer.text += quote(vm.text(name));
      self.peer.label = vm.labels.union(self.peer.label, vm.labelOf(name));
      return self;
    },
    [`${STRINGER} value(Object)`]: addValue,
    [`${STRINGER} value(boolean)`]: (vm: Machine, self: Stringer, value: boolean) =>
      addText(vm, self, String(value)),
    [`${STRINGER} value(long)`]: (vm: Machine, self: Stringer, value: bigint) =>
      addText(vm, self, String(value)),
    [`${STRINGER} value(double)`]: function* (vm: Machine, self: Stringer, value: number) {
      const boxed = yield* vm.callStatic<Ref>('java/lang/Double', 'valueOf(D)Ljava/lang/Double;', value);
      return yield* addValue(vm, self, boxed);
    },
    'String toString()': (vm, self: Stringer) =>
      self.peer.text === '' ? null : vm.string(self.peer.text, vm.labels.transform(self.peer.label, 'JSON')),
  }),
});

function addText(vm: Machine, self: Stringer, text: string): Stringer {
  if (self.peer.stack.length === 0) throwJson(vm, 'Nesting problem');
  beforeValue(vm, self);
  self.peer.text += text;
  return self;
}

export const tokeners: readonly ClassModel[] = [jsonTokener, jsonStringer];
