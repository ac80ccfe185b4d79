import { charsOf, defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
} from '../../machine/index.ts';
import { doubleToText, floatToText } from './number-text.ts';

/** A rope of one string: V8 concatenates lazily, so appending is cheap. */
export type BuilderPeer = { text: string };
type Builder = JavaObject<BuilderPeer>;

function add(self: Builder, text: string): Builder {
  self.peer.text += text;
  return self;
}

function checkRange(vm: Machine, self: Builder, start: number, end: number): void {
  if (start < 0 || start > end || start > self.peer.text.length)
    vm.throwNew(
      'java/lang/StringIndexOutOfBoundsException',
      `start ${start}, end ${end}, length ${self.peer.text.length}`,
    );
}

function splice(vm: Machine, self: Builder, start: number, end: number, text: string): Builder {
  checkRange(vm, self, start, end);
  self.peer.text = self.peer.text.slice(0, start) + text + self.peer.text.slice(end);
  return self;
}

function builder(name: string): ClassModel {
  const type = `L${name};`;
  return defineClass({
    name,
    flags: 'final',
    interfaces: ['java/lang/CharSequence', 'java/lang/Appendable', 'java/io/Serializable'],
    methods: {
      '<init>()V': (_vm, self: Builder) => {
        self.peer = { text: '' };
      },
      '<init>(I)V': (_vm, self: Builder, _capacity: number) => {
        self.peer = { text: '' };
      },
      '<init>(Ljava/lang/String;)V': (vm, self: Builder, text: JavaString | null) => {
        self.peer = { text: vm.text(text) };
      },
      [`append(Ljava/lang/String;)${type}`]: (_vm, self: Builder, text: JavaString | null) =>
        add(self, text === null ? 'null' : text.value),
      [`append(I)${type}`]: (_vm, self: Builder, value: number) => add(self, String(value)),
      [`append(J)${type}`]: (_vm, self: Builder, value: bigint) => add(self, String(value)),
      [`append(C)${type}`]: (_vm, self: Builder, value: number) => add(self, String.fromCharCode(value)),
      [`append(Z)${type}`]: (_vm, self: Builder, value: boolean) => add(self, String(value)),
      [`append(F)${type}`]: (_vm, self: Builder, value: number) => add(self, floatToText(value)),
      [`append(D)${type}`]: (_vm, self: Builder, value: number) => add(self, doubleToText(value)),
      [`append([C)${type}`]: (_vm, self: Builder, chars: JavaArray) =>
        add(self, String.fromCharCode(...charsOf(chars))),
      [`append(Ljava/lang/Object;)${type}`]: function* (vm, self: Builder, value: HeapObject | null) {
        return add(self, yield* vm.textOf(value));
      },
      [`append(Ljava/lang/CharSequence;)${type}`]: function* (vm, self: Builder, value: HeapObject | null) {
        return add(self, yield* vm.textOf(value));
      },
      [`insert(ILjava/lang/String;)${type}`]: (vm, self: Builder, at: number, text: JavaString | null) =>
        splice(vm, self, at, at, text === null ? 'null' : text.value),
      [`insert(IC)${type}`]: (vm, self: Builder, at: number, value: number) =>
        splice(vm, self, at, at, String.fromCharCode(value)),
      [`insert(II)${type}`]: (vm, self: Builder, at: number, value: number) =>
        splice(vm, self, at, at, String(value)),
      [`delete(II)${type}`]: (vm, self: Builder, start: number, end: number) =>
        splice(vm, self, start, Math.min(end, self.peer.text.length), ''),
      [`deleteCharAt(I)${type}`]: (vm, self: Builder, at: number) => splice(vm, self, at, at + 1, ''),
      [`reverse()${type}`]: (_vm, self: Builder) => {
        self.peer.text = [...self.peer.text].reverse().join('');
        return self;
      },
      'setLength(I)V': (_vm, self: Builder, length: number) => {
        self.peer.text = self.peer.text.slice(0, length).padEnd(length, '\0');
      },
      'length()I': (_vm, self: Builder) => self.peer.text.length,
      'charAt(I)C': (vm, self: Builder, index: number) => {
        if (index < 0 || index >= self.peer.text.length)
          vm.throwNew(
            'java/lang/StringIndexOutOfBoundsException',
            `index ${index},length ${self.peer.text.length}`,
          );
        return self.peer.text.charCodeAt(index);
      },
      'toString()Ljava/lang/String;': (vm, self: Builder) => vm.string(self.peer.text),
    },
  });
}

export const stringBuilder = builder('java/lang/StringBuilder');
export const stringBuffer = builder('java/lang/StringBuffer');
