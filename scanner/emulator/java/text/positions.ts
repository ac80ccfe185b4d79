import { defineClass, JavaThrow } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine, ThrowablePeer } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';

export type Position = JavaObject<{ index: number; errorIndex: number }>;

export const positions: readonly ClassModel[] = [
  defineClass({
    name: 'java/text/ParsePosition',
    methods: methods({
      'new(int)': (_vm, self: Position, index: number) => {
        self.peer = { index, errorIndex: -1 };
      },
      'int getIndex()': (_vm, self: Position) => self.peer.index,
      'void setIndex(int)': (_vm, self: Position, index: number) => {
        self.peer.index = index;
      },
      'int getErrorIndex()': (_vm, self: Position) => self.peer.errorIndex,
      'void setErrorIndex(int)': (_vm, self: Position, index: number) => {
        self.peer.errorIndex = index;
      },
      'String toString()': (_vm, self: Position) =>
        `java.text.ParsePosition[index=${self.peer.index},errorIndex=${self.peer.errorIndex}]`,
    }),
  }),
  defineClass({
    name: 'java/text/FieldPosition',
    methods: methods({
      'new(int)': () => undefined,
      'int getBeginIndex()': () => 0,
      'int getEndIndex()': () => 0,
    }),
  }),
  defineClass({
    name: 'java/text/ParseException',
    super: 'java/lang/Exception',
    fields: { 'private errorOffset:I': 0 },
    methods: methods({
      'new(String, int)': function* (
        vm,
        self: JavaObject<ThrowablePeer>,
        message: JavaString | null,
        offset: number,
      ) {
        vm.setField(self, 'errorOffset:I', offset);
        yield* vm.callSpecial('java/lang/Exception', '<init>(Ljava/lang/String;)V', self, message);
      },
      'int getErrorOffset()': (vm, self: JavaObject) => vm.getField(self, 'errorOffset:I'),
    }),
  }),
  defineClass({
    name: 'java/text/Format',
    flags: 'abstract',
    interfaces: ['java/io/Serializable', 'java/lang/Cloneable'],
    labels: 'container',
    methods: methods({
      'protected new()': () => undefined,
      'final String format(Object)': function* (vm, self: JavaObject, value: Ref) {
        const buffer = vm.newObject<{ text: string }>('java/lang/StringBuffer');
        buffer.peer = { text: '' };
        yield* vm.call(
          self,
          'format(Ljava/lang/Object;Ljava/lang/StringBuffer;Ljava/text/FieldPosition;)Ljava/lang/StringBuffer;',
          value,
          buffer,
          vm.newObject('java/text/FieldPosition'),
        );
        return vm.string(buffer.peer.text, vm.labelOf(buffer));
      },
    }),
  }),
];

/** Throws ParseException with its offset. */
export function throwParse(vm: Machine, message: string, offset: number): never {
  const thrown = vm.newThrowable('java/text/ParseException', message);
  vm.setField(thrown, 'errorOffset:I', offset);
  throw new JavaThrow(thrown);
}
