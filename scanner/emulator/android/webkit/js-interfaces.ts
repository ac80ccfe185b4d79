import { JavaArray, JavaObject, JavaString, boxKind, parameterTypes, unbox } from '../../machine/index.ts';
import type { JavaValue, Machine, Method, Steps } from '../../machine/index.ts';
import { ACCESS } from '../../../dex/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { PageAnswer, PageInterface } from '../../web/messages.ts';
import type { PageLabels } from './page-labels.ts';
import { onThread } from './threads.ts';

const annotation = 'Landroid/webkit/JavascriptInterface;';
/** From Android 4.2 on scripts see annotated methods only, if the app was made for it. */
const firstAnnotatedSdk = 17;
const mostHandles = 1000;

/** The methods of an object that scripts may call. */
export function scriptMethods(vm: Machine, object: JavaObject): readonly Method[] {
  const isOld = vm.attached(SYSTEM).app.manifest.targetSdk < firstAnnotatedSdk;
  const found = new Map<string, Method>();
  for (let cls: typeof object.cls | null = object.cls; cls; cls = cls.superclass) {
    const onMethods = cls.dexClass?.annotations.onMethods;
    for (const method of cls.methods.values()) {
      const { dexMethod } = method;
      if (!dexMethod || method.isStatic || (method.flags & ACCESS.public) === 0 || method.name === '<init>')
        continue;
      const isOpen = onMethods?.get(dexMethod.index)?.some(({ type }) => type === annotation) ?? false;
      if ((isOpen || isOld) && !found.has(method.selector)) found.set(method.selector, method);
    }
  }
  return [...found.values()];
}

export function describeInterface(vm: Machine, name: string, object: JavaObject): PageInterface {
  return { name, methods: [...new Set(scriptMethods(vm, object).map((method) => method.name))] };
}

/** Calls of the app's objects by scripts of one web view. */
export class ScriptCalls {
  readonly #vm: Machine;
  readonly #labels: PageLabels;
  /** Objects that methods gave to scripts. */
  readonly #handles = new Map<string, JavaObject>();

  constructor(vm: Machine, labels: PageLabels) {
    this.#vm = vm;
    this.#labels = labels;
  }

  /** Makes the call on the bridge's thread, as Android does, and gives what the script gets. */
  *call(
    interfaces: ReadonlyMap<string, JavaObject>,
    target: string,
    name: string,
    args: readonly unknown[],
  ): Steps<PageAnswer> {
    const vm = this.#vm;
    const object = interfaces.get(target) ?? this.#handles.get(target);
    const named = object ? scriptMethods(vm, object).filter((method) => method.name === name) : [];
    const method = named.find(({ descriptor }) => parameterTypes(descriptor).length === args.length);
    if (!object || !method) return { kind: 'threw' };
    const given = parameterTypes(method.descriptor).map((type, index) => this.#toJava(type, args[index]));
    const result = yield* onThread(vm, 'JavaBridge', vm.call(object, method.selector, ...given));
    if (result.kind === 'threw') return { kind: 'threw' };
    return { kind: 'value', json: JSON.stringify(this.#toScript(method, result.value)) };
  }

  #toJava(type: string, value: unknown): JavaValue {
    const vm = this.#vm;
    const number = typeof value === 'number' ? value : 0;
    switch (type) {
      case 'Z':
        return value === true;
      case 'J':
        return BigInt(Number.isFinite(number) ? Math.trunc(number) : 0);
      case 'F':
        return Math.fround(number);
      case 'D':
        return number;
      case 'B':
        return (number << 24) >> 24;
      case 'S':
        return (number << 16) >> 16;
      case 'C':
        return number & 0xffff;
      case 'I':
        return number | 0;
      case 'Ljava/lang/String;':
      case 'Ljava/lang/CharSequence;':
        return this.#toText(value);
      case '[Ljava/lang/String;':
        return Array.isArray(value)
          ? vm.arrayOf(
              type,
              value.map((item) => this.#toText(item)),
            )
          : null;
      default:
        return null;
    }
  }

  #toText(value: unknown): JavaString | null {
    if (!['string', 'number', 'boolean'].includes(typeof value)) return null;
    const text = String(value);
    return this.#vm.string(text, this.#labels.labelsIn(this.#vm, text));
  }

  #toScript(method: Method, value: JavaValue): { readonly value?: unknown; readonly object?: PageInterface } {
    if (method.returns === 'V' || value === null) return method.returns === 'V' ? {} : { value: null };
    if (typeof value === 'bigint') return { value: Number(value) };
    if (value instanceof JavaString) {
      this.#labels.give(this.#vm, value);
      return { value: value.value };
    }
    // Android gives scripts no arrays.
    if (value instanceof JavaArray) return {};
    if (!(value instanceof JavaObject)) return { value };
    if (boxKind(value) !== undefined) {
      const inner = unbox(value);
      return { value: typeof inner === 'bigint' ? Number(inner) : inner };
    }
    if (this.#handles.size >= mostHandles) return {};
    const name = `#${this.#handles.size + 1}`;
    this.#handles.set(name, value);
    return { object: describeInterface(this.#vm, name, value) };
  }
}
