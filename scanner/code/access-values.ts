import { ACCESS, toDescriptor } from '../dex/index.ts';
import type { DexFile } from '../dex/index.ts';
import type { CallTarget } from './call-targets.ts';
import type { DexHits } from './method-hits.ts';
import { traceResult } from './trace-values.ts';
import type { TraceRules, TracedCall } from './trace-values.ts';
import type { Value } from './values.ts';

/** Helpers are followed into each other so deep, and no longer than that. */
const MAX_HELPERS = 2;
const MAX_HELPER_UNITS = 300;

/** What a method reference of a file means to the passes; undefined where it is of no interest. */
export function findTarget({ calls }: DexHits, index: number): CallTarget | undefined {
  return calls.targets[calls.numbers[index] ?? 0];
}

/** What calls and static fields give when the values of a method are followed. */
export class AccessValues {
  private readonly hits: DexHits;

  constructor(hits: DexHits) {
    this.hits = hits;
  }

  rules(depth: number): TraceRules {
    return {
      result: (call) => this.resultOf(call, depth),
      staticField: (index, pc) => {
        const target = this.hits.fields.targets[this.hits.fields.numbers[index] ?? 0];
        return target?.kind === 'uri'
          ? { kind: 'uri', name: target.api, piType: target.piType, pc }
          : findConstant(this.hits.dex, index, pc);
      },
    };
  }

  /** What a method of the app gives back that puts constants together, e.g. the key of a setting. */
  private helperResult(call: TracedCall, depth: number): Value | undefined {
    if (depth >= MAX_HELPERS) return undefined;
    const { owner, name, proto } = this.hits.dex.method(call.index);
    if (proto.returnType !== 'Ljava/lang/String;' || !call.arguments.every((value) => value !== undefined))
      return undefined;
    for (const method of this.hits.dex.findClass(owner)?.directMethods ?? []) {
      if (!method.isStatic || method.ref.name !== name || method.ref.proto.descriptor !== proto.descriptor)
        continue;
      const code = method.findCode();
      if (!code || code.unitCount > MAX_HELPER_UNITS) return undefined;
      const value = traceResult(code, call.arguments, this.rules(depth + 1));
      // The constant is named where the helper is called: there it is decided.
      return value?.kind === 'text' ? { ...value, pc: call.pc } : undefined;
    }
    return undefined;
  }

  private resultOf(call: TracedCall, depth: number): Value | undefined {
    const [first] = call.arguments;
    switch (findTarget(this.hits, call.index)?.role) {
      case 'own-package':
        return { kind: 'own-package' };
      case 'parse-uri':
        return first?.kind === 'text' ? { kind: 'uri', name: first.text, pc: first.pc } : undefined;
      case 'class-by-name':
        return first?.kind === 'text' ? { kind: 'class', descriptor: toDescriptor(first.text) } : undefined;
      case 'append-uri':
        return first?.kind === 'uri' ? first : undefined;
      // Whatever the scheme: only what goes into a content resolver is looked at.
      case 'uri-authority':
        return first?.kind === 'text'
          ? { kind: 'uri', name: `content://${first.text}`, pc: first.pc }
          : undefined;
      case 'uri-builder':
        return appendPath(call, this.hits.dex.method(call.index).name);
      case undefined:
        return this.helperResult(call, depth);
      default:
        return undefined;
    }
  }
}

/** A content URI with one more part of its path, where the part is known; as it was where it is not. */
function appendPath(call: TracedCall, method: string): Value | undefined {
  const { receiver } = call;
  const [part] = call.arguments;
  if (receiver?.kind !== 'uri') return undefined;
  if (part?.kind !== 'text' || !/^(?:append)?(?:Encoded)?[pP]ath$|^encodedPath$/.test(method))
    return receiver;
  return { ...receiver, name: `${receiver.name.replace(/\/$/, '')}/${part.text.replace(/^\//, '')}` };
}

/** A text that a static field of the app is given where it is declared and that nothing may change. */
function findConstant(dex: DexFile, index: number, pc: number): Value | undefined {
  const { owner, name, type } = dex.field(index);
  if (type !== 'Ljava/lang/String;') return undefined;
  const defined = dex.findClass(owner);
  const at = defined?.staticFields.findIndex((field) => field.ref.name === name) ?? -1;
  if (!defined || at < 0 || ((defined.staticFields[at]?.accessFlags ?? 0) & ACCESS.final) === 0)
    return undefined;
  const value = defined.staticValues()[at];
  return value?.kind === 'string' ? { kind: 'text', text: value.value, pc } : undefined;
}
