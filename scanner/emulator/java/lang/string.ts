import { bytesOf, charsOf, defineClass, JavaString } from '../../machine/index.ts';
import type { HeapObject, JavaArray, Machine } from '../../machine/index.ts';

/** Java's String.hashCode. */
export function stringHash(self: JavaString): number {
  if (self.hash === 0) {
    let hash = 0;
    for (let i = 0; i < self.value.length; i++) hash = (Math.imul(hash, 31) + self.value.charCodeAt(i)) | 0;
    self.hash = hash;
  }
  return self.hash;
}

function checkIndex(vm: Machine, self: JavaString, index: number): void {
  if (index < 0 || index >= self.value.length)
    vm.throwNew('java/lang/StringIndexOutOfBoundsException', `length=${self.value.length}; index=${index}`);
}

function checkRange(vm: Machine, self: JavaString, start: number, end: number): void {
  if (start < 0 || end > self.value.length || start > end)
    vm.throwNew(
      'java/lang/StringIndexOutOfBoundsException',
      `begin ${start}, end ${end}, length ${self.value.length}`,
    );
}

function fromChars(array: JavaArray, start = 0, count = array.length): string {
  const chars = charsOf(array).subarray(start, start + count);
  let text = '';
  for (let i = 0; i < chars.length; i += 8192) text += String.fromCharCode(...chars.subarray(i, i + 8192));
  return text;
}

export const string = defineClass({
  name: 'java/lang/String',
  flags: 'final',
  interfaces: ['java/lang/CharSequence', 'java/lang/Comparable', 'java/io/Serializable'],
  methods: {
    '<init>()V': () => undefined,
    '<init>(Ljava/lang/String;)V': (vm, self: JavaString, other: JavaString | null) => {
      self.value = vm.text(other);
    },
    '<init>([C)V': (_vm, self: JavaString, chars: JavaArray) => {
      self.value = fromChars(chars);
    },
    '<init>([CII)V': (_vm, self: JavaString, chars: JavaArray, start: number, count: number) => {
      self.value = fromChars(chars, start, count);
    },
    '<init>([B)V': (_vm, self: JavaString, bytes: JavaArray) => {
      self.value = Buffer.from(bytesOf(bytes)).toString('utf8');
    },
    'length()I': (_vm, self: JavaString) => self.value.length,
    'isEmpty()Z': (_vm, self: JavaString) => self.value.length === 0,
    'charAt(I)C': (vm, self: JavaString, index: number) => {
      checkIndex(vm, self, index);
      return self.value.charCodeAt(index);
    },
    'hashCode()I': (_vm, self: JavaString) => stringHash(self),
    'equals(Ljava/lang/Object;)Z': (_vm, self: JavaString, other: HeapObject | null) =>
      other instanceof JavaString && other.value === self.value,
    'toString()Ljava/lang/String;': (_vm, self: JavaString) => self,
    'concat(Ljava/lang/String;)Ljava/lang/String;': (vm, self: JavaString, other: JavaString | null) =>
      self.value + vm.text(other),
    'substring(I)Ljava/lang/String;': (vm, self: JavaString, start: number) => {
      checkRange(vm, self, start, self.value.length);
      return self.value.slice(start);
    },
    'substring(II)Ljava/lang/String;': (vm, self: JavaString, start: number, end: number) => {
      checkRange(vm, self, start, end);
      return self.value.slice(start, end);
    },
    'compareTo(Ljava/lang/String;)I': (vm, self: JavaString, other: JavaString | null) => {
      const a = self.value;
      const b = vm.text(other);
      const length = Math.min(a.length, b.length);
      for (let i = 0; i < length; i++)
        if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) - b.charCodeAt(i);
      return a.length - b.length;
    },
    'intern()Ljava/lang/String;': (vm, self: JavaString) => vm.intern(self.value),
    'toCharArray()[C': (vm, self: JavaString) => {
      const array = vm.newArray('[C', self.value.length);
      const chars = charsOf(array);
      for (let i = 0; i < chars.length; i++) chars[i] = self.value.charCodeAt(i);
      return array;
    },
    'indexOf(Ljava/lang/String;)I': (vm, self: JavaString, other: JavaString | null) =>
      self.value.indexOf(vm.text(other)),
    'static valueOf(I)Ljava/lang/String;': (_vm, value: number) => String(value),
    'static valueOf(J)Ljava/lang/String;': (_vm, value: bigint) => String(value),
    'static valueOf(C)Ljava/lang/String;': (_vm, value: number) => String.fromCharCode(value),
    'static valueOf(Z)Ljava/lang/String;': (_vm, value: boolean) => String(value),
    'static valueOf(Ljava/lang/Object;)Ljava/lang/String;': (vm, value: HeapObject | null) =>
      vm.textOf(value),
  },
});
