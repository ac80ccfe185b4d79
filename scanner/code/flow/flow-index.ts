import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { InstructionCursor } from '../../dex/index.ts';
import type { DexFile, DexMethod } from '../../dex/index.ts';
import { toCodeProblem } from '../app-code.ts';
import type { AppCode } from '../app-code.ts';
import { isInvoke } from '../opcodes-used.ts';
import type { Reachability } from '../reachability.ts';

const OP_IGET = 0x52;
const OP_IPUT = 0x59;
const OP_SGET = 0x60;
const OP_SPUT = 0x67;
const OP_SPUT_SHORT = 0x6d;
const METHODS_BETWEEN_CHECKS = 1024;

/** Lists of method numbers for each index of a pool, as chains in flat arrays: an app has millions of uses. */
class Uses {
  private readonly heads: Int32Array;
  private next = new Int32Array(1024);
  private users = new Int32Array(1024);
  private count = 0;

  constructor(poolSize: number) {
    this.heads = new Int32Array(poolSize).fill(-1);
  }

  add(index: number, user: number): void {
    const head = this.heads[index];
    if (head === undefined || (head >= 0 && this.users[head] === user)) return;
    if (this.count === this.next.length) {
      this.next = grow(this.next);
      this.users = grow(this.users);
    }
    this.next[this.count] = head;
    this.users[this.count] = user;
    this.heads[index] = this.count++;
  }

  has(index: number): boolean {
    return (this.heads[index] ?? -1) >= 0;
  }

  /** In the order in which they were added. */
  of(index: number): readonly number[] {
    const found: number[] = [];
    for (let at = this.heads[index] ?? -1; at >= 0; at = this.next[at] ?? -1) found.push(this.users[at] ?? 0);
    return found.reverse();
  }
}

function grow(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

type DexUses = { readonly calls: Uses; readonly reads: Uses; readonly writes: Uses };

/** Who calls, reads and writes what among the methods that can run. */
export class FlowIndex {
  /** Every method that can run and is no library's, in the order of files and classes. */
  readonly methods: readonly DexMethod[];
  private readonly uses: ReadonlyMap<DexFile, DexUses>;
  private readonly callsByName = new Map<DexFile, ReadonlyMap<string, readonly number[]>>();
  private fieldsByName: Map<string, { readonly dex: DexFile; readonly index: number }[]> | undefined;

  private constructor(methods: readonly DexMethod[], uses: ReadonlyMap<DexFile, DexUses>) {
    this.methods = methods;
    this.uses = uses;
  }

  /** Walks the instructions of every method that can run, once. */
  static build(
    app: AppCode,
    reachability: Pick<Reachability, 'has'>,
    isLibrary: (descriptor: string) => boolean,
    budget: Budget,
  ): FlowIndex {
    const methods: DexMethod[] = [];
    const uses = new Map<DexFile, DexUses>();
    const cursor = new InstructionCursor();
    for (const dex of app.dexFiles) {
      const own: DexUses = {
        calls: new Uses(dex.methodCount),
        reads: new Uses(dex.fieldCount),
        writes: new Uses(dex.fieldCount),
      };
      uses.set(dex, own);
      for (const defined of dex.classes()) {
        const { descriptor } = defined;
        if (app.hierarchy.findClass(descriptor) !== defined || isLibrary(descriptor)) continue;
        try {
          for (const method of defined.methods()) {
            if (method.codeOffset === 0 || !reachability.has(method)) continue;
            if (methods.length % METHODS_BETWEEN_CHECKS === 0) checkBudget(budget);
            const number = methods.push(method) - 1;
            cursor.open(dex, method.codeOffset);
            while (cursor.next()) {
              const { opcode } = cursor;
              if (isInvoke(opcode)) own.calls.add(cursor.index, number);
              else if (opcode >= OP_IGET && opcode <= OP_SPUT_SHORT) {
                const isRead = opcode < OP_IPUT || (opcode >= OP_SGET && opcode < OP_SPUT);
                (isRead ? own.reads : own.writes).add(cursor.index, number);
              }
            }
          }
        } catch (error) {
          // Broken code ends its class only; the passes before have told of it.
          toCodeProblem(error, dex.name);
        }
      }
    }
    return new FlowIndex(methods, uses);
  }

  /** Methods that call a method of this name and descriptor on a class that `accepts`, which is given descriptors. */
  callers(name: string, descriptor: string, accepts: (owner: string) => boolean): readonly DexMethod[] {
    const found = new Set<number>();
    for (const [dex, { calls }] of this.uses)
      for (const index of this.namedCalls(dex).get(name) ?? []) {
        const ref = dex.method(index);
        if (ref.proto.descriptor === descriptor && accepts(ref.owner))
          for (const user of calls.of(index)) found.add(user);
      }
    return this.toMethods(found);
  }

  /** Methods that call any method of this name for which `accepts` holds. */
  callersOfName(name: string, accepts: (dex: DexFile, index: number) => boolean): readonly DexMethod[] {
    const found = new Set<number>();
    for (const [dex, { calls }] of this.uses)
      for (const index of this.namedCalls(dex).get(name) ?? [])
        if (accepts(dex, index)) for (const user of calls.of(index)) found.add(user);
    return this.toMethods(found);
  }

  /** Names of every method that is called. */
  *calledNames(): Generator<string> {
    for (const dex of this.uses.keys()) yield* this.namedCalls(dex).keys();
  }

  /** Methods that read (or write) a field of this name for which `accepts` holds. */
  users(
    use: 'reads' | 'writes',
    name: string,
    accepts: (dex: DexFile, index: number) => boolean,
  ): readonly DexMethod[] {
    const found = new Set<number>();
    for (const { dex, index } of this.namedFields().get(name) ?? []) {
      const uses = this.uses.get(dex)?.[use];
      if (uses?.has(index) === true && accepts(dex, index))
        for (const user of uses.of(index)) found.add(user);
    }
    return this.toMethods(found);
  }

  private toMethods(numbers: Iterable<number>): readonly DexMethod[] {
    return [...numbers].sort((a, b) => a - b).flatMap((number) => this.methods[number] ?? []);
  }

  private namedCalls(dex: DexFile): ReadonlyMap<string, readonly number[]> {
    const known = this.callsByName.get(dex);
    if (known !== undefined) return known;
    const names = new Map<string, number[]>();
    const calls = this.uses.get(dex)?.calls;
    for (let index = 0; index < dex.methodCount; index++) {
      if (calls?.has(index) !== true) continue;
      const { name } = dex.method(index);
      const list = names.get(name);
      if (list === undefined) names.set(name, [index]);
      else list.push(index);
    }
    this.callsByName.set(dex, names);
    return names;
  }

  private namedFields(): ReadonlyMap<string, readonly { readonly dex: DexFile; readonly index: number }[]> {
    if (this.fieldsByName !== undefined) return this.fieldsByName;
    this.fieldsByName = new Map();
    for (const [dex, { reads, writes }] of this.uses)
      for (let index = 0; index < dex.fieldCount; index++) {
        if (!reads.has(index) && !writes.has(index)) continue;
        const { name } = dex.field(index);
        const list = this.fieldsByName.get(name);
        if (list === undefined) this.fieldsByName.set(name, [{ dex, index }]);
        else list.push({ dex, index });
      }
    return this.fieldsByName;
  }
}
