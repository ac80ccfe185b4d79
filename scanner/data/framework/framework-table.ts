/** A class of Android's public API. Names are internal (`android/view/View$OnClickListener`). */
export type FrameworkClass = {
  readonly name: string;
  /** Access flags of the class file format. */
  readonly flags: number;
  /** Empty for java/lang/Object. */
  readonly superName: string;
  readonly interfaces: readonly string[];
  /** API level that brought it; 23 means 23 or earlier. */
  readonly sinceApi: number;
  readonly fields: readonly FrameworkMember[];
  readonly methods: readonly FrameworkMember[];
};

export type FrameworkMember = {
  readonly name: string;
  /** JVM descriptor; `#` stands for a numeric type that the source of levels above 23 does not name. */
  readonly descriptor: string;
  readonly flags: number;
  readonly sinceApi: number;
  /** A field's compile-time constant; a long is a string of digits. */
  readonly constant?: number | string | boolean;
};

/** The public API of Android, levels 1 to 37, by class. */
export type FrameworkTable = {
  readonly classCount: number;
  findClass(internalName: string): FrameworkClass | undefined;
  classNames(): IterableIterator<string>;
};

const oldestLevel = 23;

/**
 * Opens the generated table (tools/make-framework-table.ts) from its decompressed text. Only an index of classes is
 * made here; a class is parsed when it is asked for.
 */
export function openFrameworkTable(text: string): FrameworkTable {
  const starts = new Map<string, number>();
  for (let at = 0; at >= 0 && at < text.length; at = nextClass(text, at)) {
    const nameStart = text.indexOf('\t', at + 2) + 1;
    starts.set(text.slice(nameStart, text.indexOf('\t', nameStart)), at);
  }
  const parsed = new Map<string, FrameworkClass>();
  return {
    classCount: starts.size,
    classNames: () => starts.keys(),
    findClass: (internalName) => {
      const known = parsed.get(internalName);
      if (known) return known;
      const start = starts.get(internalName);
      if (start === undefined) return undefined;
      const found = parseClass(text, start);
      parsed.set(internalName, found);
      return found;
    },
  };
}

function nextClass(text: string, from: number): number {
  const lineBreak = text.indexOf('\nC\t', from);
  return lineBreak < 0 ? -1 : lineBreak + 1;
}

function parseClass(text: string, start: number): FrameworkClass {
  const next = nextClass(text, start);
  const lines = text.slice(start, next < 0 ? text.length : next).split('\n');
  const [, flags = '0', name = '', superName = '', interfaces = '', since = ''] = lines[0]!.split('\t');
  const fields: FrameworkMember[] = [];
  const methods: FrameworkMember[] = [];
  for (const line of lines.slice(1)) {
    const [kind, memberFlags = '0', memberName = '', descriptor = '', constant = '', memberSince = ''] =
      line.split('\t');
    if (kind !== 'F' && kind !== 'M') continue;
    (kind === 'F' ? fields : methods).push({
      name: memberName,
      descriptor,
      flags: Number.parseInt(memberFlags, 16),
      sinceApi: memberSince === '' ? oldestLevel : Number(memberSince),
      ...(constant !== '' && { constant: JSON.parse(constant) as number | string | boolean }),
    });
  }
  return {
    name,
    flags: Number.parseInt(flags, 16),
    superName,
    interfaces: interfaces === '' ? [] : interfaces.split(','),
    sinceApi: since === '' ? oldestLevel : Number(since),
    fields,
    methods,
  };
}
