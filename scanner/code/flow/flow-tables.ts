import { ScanError } from '../../errors.ts';
import { readTable, toList } from '../../data/tsv.ts';

/** A value that takes part in a library call: receiver, an argument by number, every argument, the result. */
export type Slot = 'receiver' | 'result' | 'arguments' | number;

/** One thing that a library method does with what it is given. library-flows.tsv writes them as `flowOf` reads them. */
export type FlowStep =
  /** What `from` holds is then in `to`; `deep` also what lies in the fields of the app's own objects. */
  | { readonly kind: 'move'; readonly from: Slot; readonly to: Slot; readonly deep: boolean }
  /** The result is another name for a value that was given. */
  | { readonly kind: 'same'; readonly as: 'receiver' | number }
  | { readonly kind: 'put'; readonly key: number; readonly value: number }
  | { readonly kind: 'get'; readonly key: number }
  | { readonly kind: 'copy'; readonly from: Slot; readonly to: Slot }
  | { readonly kind: 'call'; readonly method: string; readonly argument: number }
  | { readonly kind: 'listener'; readonly method: string }
  | { readonly kind: 'medium'; readonly medium: 'network' | 'shared' | 'private' | 'memory' }
  | { readonly kind: 'text'; readonly from: number }
  | { readonly kind: 'message'; readonly from: Slot }
  | {
      readonly kind:
        | 'add'
        | 'element'
        | 'carry'
        | 'carry-in'
        | 'link'
        | 'open'
        | 'file'
        | 'path'
        | 'append'
        | 'concat'
        | 'format'
        | 'class-of'
        | 'intent'
        | 'intent-get'
        | 'result-put'
        | 'preferences-get'
        | 'preferences-put'
        | 'file-get';
    };

export type LibraryFlow = {
  readonly steps: readonly FlowStep[];
  /** Name of what it does to the data, such as `base64`; `@hash` and `@cipher` take the algorithm's name. */
  readonly transform: string;
};

export type SinkKind = 'network' | 'file' | 'log' | 'sms' | 'ipc' | 'clipboard' | 'command';

export type SinkRow = {
  /** `stream`: it depends on where the receiver leads; `intent`: on whom the intent is for. */
  readonly kind: SinkKind | 'stream' | 'intent';
  readonly slots: readonly Slot[];
  /** What tells the receiver of the data: host, path, number. */
  readonly to?: Slot;
};

/** The argument of an app's method through which Android hands over what a call asked for. */
export type SourceCallback = { readonly method: string; readonly argument: number };

/** The tables of the data flow; their files lie beside this one. */
export type FlowTables = {
  readonly libraryFlows: MethodTable<LibraryFlow>;
  readonly sinks: MethodTable<SinkRow>;
  /** By the name of the call that asks, such as `android.location.LocationManager.requestLocationUpdates`. */
  readonly sourceCallbacks: ReadonlyMap<string, readonly SourceCallback[]>;
};

const ANY = '*';

/** Rows of one class or package by method: names, then patterns such as `put*` or `get*Extra`, then `*`. */
class MethodRows<Row> {
  private readonly named = new Map<string, Row>();
  private readonly patterns: { readonly start: string; readonly end: string; readonly row: Row }[] = [];
  private anyMethod: Row | undefined;

  /** The first row for a method stands. */
  add(method: string, row: Row): void {
    const star = method.indexOf('*');
    if (method === ANY) this.anyMethod ??= row;
    else if (star >= 0)
      this.patterns.push({ start: method.slice(0, star), end: method.slice(star + 1), row });
    else if (!this.named.has(method)) this.named.set(method, row);
  }

  /** Constructors are meant only where they are named. */
  find(method: string): Row | undefined {
    const named = this.named.get(method);
    if (named !== undefined) return named;
    for (const { start, end, row } of this.patterns)
      if (method.startsWith(start) && method.endsWith(end)) return row;
    return method === '<init>' ? undefined : this.anyMethod;
  }
}

/** Rows by class and method. An exact class wins over a package (`java.util.*`), and that over any class (`*`). */
export class MethodTable<Row> {
  private readonly exact = new Map<string, MethodRows<Row>>();
  private readonly packages: { readonly prefix: string; readonly methods: MethodRows<Row> }[] = [];
  private readonly anyClass = new MethodRows<Row>();

  /** `classes` and `methods` as cells of the table write them, parted by semicolons. */
  add(classes: string, methods: string, row: Row): void {
    for (const name of toList(classes)) {
      const known = this.rowsOf(name);
      for (const method of toList(methods)) known.add(method, row);
    }
  }

  /** The row for the class or its package, leaving out those for any class. */
  findOwn(className: string, method: string): Row | undefined {
    const found = this.exact.get(className)?.find(method);
    if (found !== undefined) return found;
    for (const { prefix, methods } of this.packages)
      if (className.startsWith(prefix)) {
        const row = methods.find(method);
        if (row !== undefined) return row;
      }
    return undefined;
  }

  findAny(method: string): Row | undefined {
    return this.anyClass.find(method);
  }

  private rowsOf(className: string): MethodRows<Row> {
    if (className === ANY) return this.anyClass;
    if (className.endsWith('.*')) {
      const prefix = className.slice(0, -1);
      const known = this.packages.find((each) => each.prefix === prefix);
      if (known !== undefined) return known.methods;
      const methods = new MethodRows<Row>();
      this.packages.push({ prefix, methods });
      return methods;
    }
    const rows = this.exact.get(className) ?? new MethodRows<Row>();
    this.exact.set(className, rows);
    return rows;
  }
}

const FLOW_FILE = 'library-flows.tsv';
const SINK_FILE = 'sinks.tsv';
const CALLBACK_FILE = 'source-callbacks.tsv';

/** Reads library-flows.tsv. Throws INTERNAL where a row breaks the form. */
export function readLibraryFlows(text: string): MethodTable<LibraryFlow> {
  const flows = new MethodTable<LibraryFlow>();
  const columns = ['class', 'method', 'flow', 'transform'];
  for (const [classes = '', methods = '', flow = '', name = ''] of readTable(text, FLOW_FILE, columns))
    flows.add(classes, methods, { steps: flow.split(' ').flatMap(toStep), transform: name });
  return flows;
}

/** Reads sinks.tsv. Throws INTERNAL where a row breaks the form. */
export function readSinks(text: string): MethodTable<SinkRow> {
  const sinks = new MethodTable<SinkRow>();
  const columns = ['class', 'method', 'kind', 'arguments', 'to'];
  for (const [classes = '', methods = '', kind = '', slots = '', to = ''] of readTable(
    text,
    SINK_FILE,
    columns,
  ))
    sinks.add(classes, methods, {
      kind: kind as SinkRow['kind'],
      slots: slots.split(',').map((slot) => toSlot(slot, SINK_FILE)),
      ...(to === '' ? {} : { to: toSlot(to, SINK_FILE) }),
    });
  return sinks;
}

/** Reads source-callbacks.tsv. */
export function readSourceCallbacks(text: string): ReadonlyMap<string, readonly SourceCallback[]> {
  const callbacks = new Map<string, SourceCallback[]>();
  const columns = ['api', 'method', 'argument'];
  for (const [api = '', method = '', argument = ''] of readTable(text, CALLBACK_FILE, columns))
    callbacks.set(api, [...(callbacks.get(api) ?? []), { method, argument: Number(argument) }]);
  return callbacks;
}

const PLAIN_STEPS = new Map<string, FlowStep>([
  ['add', { kind: 'add' }],
  ['elem', { kind: 'element' }],
  ['carry', { kind: 'carry' }],
  ['carryin', { kind: 'carry-in' }],
  ['link', { kind: 'link' }],
  ['open', { kind: 'open' }],
  ['file', { kind: 'file' }],
  ['path', { kind: 'path' }],
  ['append', { kind: 'append' }],
  ['concat', { kind: 'concat' }],
  ['format', { kind: 'format' }],
  ['class-of', { kind: 'class-of' }],
  ['intent', { kind: 'intent' }],
  ['intent-get', { kind: 'intent-get' }],
  ['result-put', { kind: 'result-put' }],
  ['preferences-get', { kind: 'preferences-get' }],
  ['preferences-put', { kind: 'preferences-put' }],
  ['file-get', { kind: 'file-get' }],
]);

function toStep(text: string): readonly FlowStep[] {
  if (text === 'none' || text === '') return [];
  const plain = PLAIN_STEPS.get(text);
  if (plain !== undefined) return [plain];
  const [, deep, from, to] = /^(deep:)?([ra\d]+)>([ra=\d]+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined)
    return [
      { kind: 'move', from: toSlot(from, FLOW_FILE), to: toSlot(to, FLOW_FILE), deep: deep !== undefined },
    ];
  const [name = '', first = '', second = ''] = text.split(':');
  if (text.startsWith('=')) return [{ kind: 'same', as: text === '=r' ? 'receiver' : Number(text.slice(1)) }];
  switch (name) {
    case 'put':
      return [{ kind: 'put', key: Number(first), value: Number(second) }];
    case 'get':
      return [{ kind: 'get', key: Number(first) }];
    case 'copy': {
      const [source = '', target = ''] = first.split('>');
      return [{ kind: 'copy', from: toSlot(source, FLOW_FILE), to: toSlot(target, FLOW_FILE) }];
    }
    case 'call':
      return [{ kind: 'call', method: first, argument: Number(second) }];
    case 'listener':
      return [{ kind: 'listener', method: first }];
    case 'message':
      return [{ kind: 'message', from: toSlot(first, FLOW_FILE) }];
    case 'medium':
      if (first === 'network' || first === 'shared' || first === 'private' || first === 'memory')
        return [{ kind: 'medium', medium: first }];
      break;
    default:
  }
  const [, from0] = /^text(\d)$/.exec(text) ?? [];
  if (from0 !== undefined) return [{ kind: 'text', from: Number(from0) }];
  throw new ScanError('INTERNAL', `Unknown flow ${text}.`, { file: FLOW_FILE });
}

function toSlot(text: string, file: string): Slot {
  if (text === 'r') return 'receiver';
  if (text === '=') return 'result';
  if (text === 'a') return 'arguments';
  if (/^\d+$/.test(text)) return Number(text);
  throw new ScanError('INTERNAL', `Unknown place ${text} in a call.`, { file });
}
