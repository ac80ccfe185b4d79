import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  StackEntry,
} from '../../machine/index.ts';
import { methods } from '../signature.ts';

type ElementPeer = { className: string; methodName: string; fileName: string | null; line: number };
type Element = JavaObject<ElementPeer>;

/** Line of a dex program counter; -1 where the file does not tell, -2 in the platform's methods, as Java says native. */
function lineOf(entry: StackEntry): number {
  if (entry.pc < 0) return entry.method.owner.origin === 'app' ? -1 : -2;
  let line = -1;
  for (const mark of entry.method.dexMethod?.findCode()?.debug.lines ?? []) {
    if (mark.pc > entry.pc) break;
    line = mark.line;
  }
  return line;
}

function toElement(vm: Machine, entry: StackEntry): Element {
  const made = vm.newObject<ElementPeer>('java/lang/StackTraceElement');
  const { owner, name } = entry.method;
  made.peer = {
    className: owner.javaName,
    methodName: name,
    fileName: owner.dexClass?.sourceFile ?? null,
    line: lineOf(entry),
  };
  return made;
}

/** A StackTraceElement[] of a stack, innermost first. */
export function stackTraceArray(vm: Machine, stack: readonly StackEntry[]): JavaArray {
  return vm.arrayOf(
    '[Ljava/lang/StackTraceElement;',
    stack.map((entry) => toElement(vm, entry)),
  );
}

/** `com.example.Main.run(Main.java:12)`. */
export function renderElement({ className, methodName, fileName, line }: ElementPeer): string {
  if (line === -2) return `${className}.${methodName}(Native Method)`;
  const place = fileName === null ? 'Unknown Source' : line >= 0 ? `${fileName}:${line}` : fileName;
  return `${className}.${methodName}(${place})`;
}

export function renderStack(stack: readonly StackEntry[]): string {
  return stack
    .map((entry) =>
      renderElement({
        className: entry.method.owner.javaName,
        methodName: entry.method.name,
        fileName: entry.method.owner.dexClass?.sourceFile ?? null,
        line: lineOf(entry),
      }),
    )
    .map((line) => `\tat ${line}\n`)
    .join('');
}

export const stackTraceElement: ClassModel = defineClass({
  name: 'java/lang/StackTraceElement',
  flags: 'final',
  interfaces: ['java/io/Serializable'],
  methods: methods({
    'new(String, String, String, int)': (
      _vm,
      self: Element,
      className: JavaString,
      methodName: JavaString,
      fileName: JavaString | null,
      line: number,
    ) => {
      self.peer = {
        className: className.value,
        methodName: methodName.value,
        fileName: fileName?.value ?? null,
        line,
      };
    },
    'String getClassName()': (_vm, self: Element) => self.peer.className,
    'String getMethodName()': (_vm, self: Element) => self.peer.methodName,
    'String getFileName()': (_vm, self: Element) => self.peer.fileName,
    'int getLineNumber()': (_vm, self: Element) => self.peer.line,
    'boolean isNativeMethod()': (_vm, self: Element) => self.peer.line === -2,
    'String toString()': (_vm, self: Element) => renderElement(self.peer),
    'boolean equals(Object)': (_vm, self: Element, other: HeapObject | null) =>
      other !== null &&
      other.cls === self.cls &&
      renderElement((other as Element).peer) === renderElement(self.peer),
    'int hashCode()': (_vm, self: Element) => {
      let hash = 0;
      for (const char of renderElement(self.peer)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
      return hash;
    },
  }),
});
