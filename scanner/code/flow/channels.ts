import type { DexFile, DexMethod } from '../../dex/index.ts';
import type { CallTable } from './call-info.ts';
import type { FlowIndex } from './flow-index.ts';
import type { Effect } from './method-record.ts';
import { NO_FACTS, unite } from './taint.ts';
import type { Fact } from './taint.ts';

type Store = (channel: string, path: string, facts: readonly Fact[]) => void;

/** Methods that Android calls with what came through a channel: the parameter's type and the channel's kind. */
const HANDED: ReadonlyMap<string, readonly (readonly [type: string, kind: string])[]> = new Map([
  ['handleMessage', [['Landroid/os/Message;', 'message']]],
  ['onReceive', [['Landroid/content/Intent;', 'intent']]],
  ['onStartCommand', [['Landroid/content/Intent;', 'intent']]],
  ['onStart', [['Landroid/content/Intent;', 'intent']]],
  ['onHandleIntent', [['Landroid/content/Intent;', 'intent']]],
  ['onHandleWork', [['Landroid/content/Intent;', 'intent']]],
  ['onBind', [['Landroid/content/Intent;', 'intent']]],
  ['onNewIntent', [['Landroid/content/Intent;', 'intent']]],
  ['onActivityResult', [['Landroid/content/Intent;', 'result']]],
  ['onCreate', [['Landroid/os/Bundle;', 'state']]],
  ['onRestoreInstanceState', [['Landroid/os/Bundle;', 'state']]],
  ['onActivityCreated', [['Landroid/os/Bundle;', 'state']]],
  ['onViewStateRestored', [['Landroid/os/Bundle;', 'state']]],
  ['onCreateView', [['Landroid/os/Bundle;', 'state']]],
  ['onPostExecute', [['', 'task']]],
]);

/** Platform methods through which code takes from a channel itself. */
const TAKEN: ReadonlyMap<string, string> = new Map([
  ['intent-get', 'intent'],
  ['preferences-get', 'preferences'],
  ['file-get', 'file'],
]);

/**
 * Data that Android or storage carries from one method to another: Intents, Messages, preferences, saved state, results
 * of tasks and of activities, private files. A channel is a kind and a name (`intent:Lapp/Page;`, `?` where the name is
 * not known); within it data lies by key.
 */
export class Channels {
  private readonly index: FlowIndex;
  private readonly calls: CallTable;
  private readonly stored = new Map<string, Map<string, readonly Fact[]>>();
  private readonly readers = new Map<string, readonly DexMethod[]>();

  constructor(index: FlowIndex, calls: CallTable) {
    this.index = index;
    this.calls = calls;
  }

  /** Adds facts; gives the methods that have to be read again for it. */
  put(channel: string, path: string, facts: readonly Fact[]): readonly DexMethod[] {
    const paths = this.stored.get(channel) ?? new Map<string, readonly Fact[]>();
    this.stored.set(channel, paths);
    const known = paths.get(path) ?? NO_FACTS;
    const united = unite(known, facts);
    if (united === known) return [];
    paths.set(path, united);
    return this.readersOf(channel.slice(0, channel.indexOf(':')));
  }

  /** What lies in the channels of a kind with one of these names, by key; `*` names all. */
  read(kind: string, names: readonly string[]): ReadonlyMap<string, readonly Fact[]> {
    const found = new Map<string, readonly Fact[]>();
    for (const [channel, paths] of this.stored) {
      if (!channel.startsWith(`${kind}:`)) continue;
      const name = channel.slice(kind.length + 1);
      if (!names.includes('*') && !names.includes(name)) continue;
      for (const [path, facts] of paths) found.set(path, unite(found.get(path) ?? NO_FACTS, facts));
    }
    return found;
  }

  handedTo(method: DexMethod): ReadonlyMap<number, ReadonlyMap<string, readonly Fact[]>> {
    const found = new Map<number, ReadonlyMap<string, readonly Fact[]>>();
    if (this.stored.size === 0 || method.isStatic) return found;
    for (const [type, kind] of HANDED.get(method.ref.name) ?? []) {
      const at =
        type === ''
          ? method.ref.proto.parameters.length - 1
          : method.ref.proto.parameters.findIndex((parameter) => parameter === type);
      if (at < 0) continue;
      const facts = this.read(kind, namesFor(kind, method.owner.descriptor));
      if (facts.size > 0) found.set(at + 1, facts);
    }
    return found;
  }

  /** What a task returns goes to its onPostExecute. */
  returned(method: DexMethod, effect: Extract<Effect, { kind: 'out' }>, store: Store): void {
    if (method.ref.name === 'doInBackground')
      store(`task:${method.owner.descriptor}`, effect.path[0] ?? '', [effect.fact]);
  }

  /** What an activity puts into the Bundle of its state comes back when it is made again. */
  leftInParameter(method: DexMethod, effect: Extract<Effect, { kind: 'out' }>, store: Store): void {
    if (method.ref.name === 'onSaveInstanceState' && effect.parameter === 1)
      store(`state:${method.owner.descriptor}`, effect.path[0] ?? '', [effect.fact]);
  }

  private readersOf(kind: string): readonly DexMethod[] {
    const known = this.readers.get(kind);
    if (known !== undefined) return known;
    const found = new Set<DexMethod>();
    for (const method of this.index.methods)
      if (HANDED.get(method.ref.name)?.some(([, each]) => each === kind) === true) found.add(method);
    const takes = (dex: DexFile, index: number): boolean =>
      this.calls.of(dex, index).flow?.steps.some((step) => TAKEN.get(step.kind) === kind) === true;
    if ([...TAKEN.values()].includes(kind))
      for (const name of new Set(this.index.calledNames()))
        if (name.startsWith('get') || name === 'openFileInput')
          for (const method of this.index.callersOfName(name, takes)) found.add(method);
    const readers = [...found];
    this.readers.set(kind, readers);
    return readers;
  }
}

/** Names under which a class finds what is meant for it. */
export function namesFor(kind: string, descriptor: string): readonly string[] {
  return ['intent', 'state', 'task', 'message'].includes(kind) ? [descriptor, '?'] : ['*'];
}
