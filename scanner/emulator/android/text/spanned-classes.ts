import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaClass,
  JavaObject,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import {
  checkRange,
  copySpans,
  makeSpanned,
  readSequence,
  spansIn,
  type Span,
  type SpannedText,
} from './spannable-state.ts';

type Methods = NonNullable<ClassModel['methods']>;

function find(self: SpannedText, object: HeapObject): Span | undefined {
  return self.peer.spans.find((span) => span.object === object);
}

/** What every spanned text of the platform can do. */
const reading: Methods = {
  'length()I': (_vm, self: SpannedText) => self.peer.text.length,
  'charAt(I)C': (vm, self: SpannedText, index: number) => {
    checkRange(vm, self.peer, index, index + 1);
    return self.peer.text.charCodeAt(index);
  },
  'toString()Ljava/lang/String;': (vm, self: SpannedText) => vm.string(self.peer.text, self.peer.label),
  'subSequence(II)Ljava/lang/CharSequence;': (vm, self: SpannedText, start: number, end: number) => {
    checkRange(vm, self.peer, start, end);
    return makeSpanned(
      vm,
      self.cls.name,
      self.peer.text.slice(start, end),
      self.peer.label,
      copySpans(self, start, end),
    );
  },
  'getChars(II[CI)V': (
    vm,
    self: SpannedText,
    start: number,
    end: number,
    target: { data: { [index: number]: unknown } },
    at: number,
  ) => {
    checkRange(vm, self.peer, start, end);
    for (let index = start; index < end; index++)
      target.data[at + index - start] = self.peer.text.charCodeAt(index);
  },
  'hashCode()I': (_vm, self: SpannedText) => {
    let hash = 0;
    for (let index = 0; index < self.peer.text.length; index++)
      hash = (Math.imul(hash, 31) + self.peer.text.charCodeAt(index)) | 0;
    return hash;
  },
  'equals(Ljava/lang/Object;)Z': (_vm, self: SpannedText, other: SpannedText | null) =>
    self === other ||
    (other?.cls === self.cls &&
      other.peer.text === self.peer.text &&
      other.peer.spans.length === self.peer.spans.length),
  'getSpanStart(Ljava/lang/Object;)I': (_vm, self: SpannedText, object: HeapObject) =>
    find(self, object)?.start ?? -1,
  'getSpanEnd(Ljava/lang/Object;)I': (_vm, self: SpannedText, object: HeapObject) =>
    find(self, object)?.end ?? -1,
  'getSpanFlags(Ljava/lang/Object;)I': (_vm, self: SpannedText, object: HeapObject) =>
    find(self, object)?.flags ?? 0,
  'getSpans(IILjava/lang/Class;)[Ljava/lang/Object;': (
    vm,
    self: SpannedText,
    start: number,
    end: number,
    type: JavaObject<JavaClass> | null,
  ) => {
    const cls = type?.peer ?? vm.classes.platformClass('java/lang/Object');
    return vm.arrayOf(
      `[${cls.descriptor}`,
      spansIn(self.peer, start, end, cls).map(({ object }) => object),
    );
  },
  'nextSpanTransition(IILjava/lang/Class;)I': (
    vm,
    self: SpannedText,
    start: number,
    limit: number,
    type: JavaObject<JavaClass> | null,
  ) => {
    const cls = type?.peer ?? vm.classes.platformClass('java/lang/Object');
    const edges = self.peer.spans
      .filter(({ object }) => object.cls.isSubclassOf(cls))
      .flatMap((span) => [span.start, span.end])
      .filter((edge) => edge > start && edge < limit);
    return Math.min(limit, ...edges);
  },
};

const marking: Methods = {
  'setSpan(Ljava/lang/Object;III)V': (
    vm,
    self: SpannedText,
    object: HeapObject,
    start: number,
    end: number,
    flags: number,
  ) => {
    checkRange(vm, self.peer, start, end);
    const known = find(self, object);
    if (known) Object.assign(known, { start, end, flags });
    else self.peer.spans.push({ object, start, end, flags });
  },
  'removeSpan(Ljava/lang/Object;)V': (_vm, self: SpannedText, object: HeapObject) => {
    const at = self.peer.spans.findIndex((span) => span.object === object);
    if (at >= 0) self.peer.spans.splice(at, 1);
  },
};

function* open(
  vm: Machine,
  self: SpannedText,
  source: HeapObject | null,
  start = 0,
  end?: number,
): Steps<void> {
  const { text, label } = yield* readSequence(vm, source);
  const last = end ?? text.length;
  self.peer = { text: text.slice(start, last), label, spans: copySpans(source, start, last) };
}

const copying: Methods = {
  '<init>(Ljava/lang/CharSequence;)V': (vm, self: SpannedText, source: HeapObject | null) =>
    open(vm, self, source),
};

/** Replaces a range and moves the spans: those after it shift, those over it shrink or grow with it. */
function* replace(
  vm: Machine,
  self: SpannedText,
  start: number,
  end: number,
  source: HeapObject | null,
  from = 0,
  to?: number,
): Steps<SpannedText> {
  checkRange(vm, self.peer, start, end);
  const { text, label } = yield* readSequence(vm, source);
  const inserted = text.slice(from, to ?? text.length);
  const { peer } = self;
  const growth = inserted.length - (end - start);
  const kept: Span[] = [];
  for (const span of peer.spans) {
    if (start < end && span.start >= start && span.end <= end && span.start < span.end) continue;
    const includesStart = (span.flags & 0x30) === 0x10;
    const includesEnd = (span.flags & 0x03) === 0x02;
    const movesStart = span.start > start || (span.start === start && start === end && !includesStart);
    const movesEnd = span.end > start || (span.end === start && start === end && includesEnd);
    kept.push({
      ...span,
      start: movesStart ? Math.max(start, span.start + growth) : span.start,
      end: movesEnd ? Math.max(start, span.end + growth) : span.end,
    });
  }
  const added = copySpans(source, from, to ?? text.length).map((span) => ({
    ...span,
    start: span.start + start,
    end: span.end + start,
  }));
  peer.text = peer.text.slice(0, start) + inserted + peer.text.slice(end);
  peer.label = vm.labels.union(peer.label, label);
  peer.spans.splice(0, peer.spans.length, ...kept, ...added);
  return self;
}

const editing: Methods = Object.fromEntries(
  ['Landroid/text/SpannableStringBuilder;', 'Landroid/text/Editable;', 'Ljava/lang/Appendable;'].flatMap(
    (result) => {
      const rows: [string, Methods[string]][] = [
        [
          `append(Ljava/lang/CharSequence;)${result}`,
          (vm: Machine, self: SpannedText, text: HeapObject | null) =>
            replace(vm, self, self.peer.text.length, self.peer.text.length, text),
        ],
        [
          `append(Ljava/lang/CharSequence;II)${result}`,
          (vm: Machine, self: SpannedText, text: HeapObject | null, from: number, to: number) =>
            replace(vm, self, self.peer.text.length, self.peer.text.length, text, from, to),
        ],
        [
          `append(C)${result}`,
          (vm: Machine, self: SpannedText, char: number) =>
            replace(
              vm,
              self,
              self.peer.text.length,
              self.peer.text.length,
              vm.string(String.fromCharCode(char)),
            ),
        ],
        [
          `insert(ILjava/lang/CharSequence;)${result}`,
          (vm: Machine, self: SpannedText, at: number, text: HeapObject | null) =>
            replace(vm, self, at, at, text),
        ],
        [
          `insert(ILjava/lang/CharSequence;II)${result}`,
          (vm: Machine, self: SpannedText, at: number, text: HeapObject | null, from: number, to: number) =>
            replace(vm, self, at, at, text, from, to),
        ],
        [
          `delete(II)${result}`,
          (vm: Machine, self: SpannedText, start: number, end: number) =>
            replace(vm, self, start, end, vm.string('')),
        ],
        [
          `replace(IILjava/lang/CharSequence;)${result}`,
          (vm: Machine, self: SpannedText, start: number, end: number, text: HeapObject | null) =>
            replace(vm, self, start, end, text),
        ],
        [
          `replace(IILjava/lang/CharSequence;II)${result}`,
          (
            vm: Machine,
            self: SpannedText,
            start: number,
            end: number,
            text: HeapObject | null,
            from: number,
            to: number,
          ) => replace(vm, self, start, end, text, from, to),
        ],
      ];
      return rows;
    },
  ),
);

export const spannedClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/text/GetChars',
    flags: 'interface',
    interfaces: ['java/lang/CharSequence'],
    methods: { 'getChars(II[CI)V': null },
  }),
  defineClass({
    name: 'android/text/Spanned',
    flags: 'interface',
    interfaces: ['java/lang/CharSequence'],
    methods: Object.fromEntries(
      Object.keys(reading)
        .filter((key) => /pan/.test(key))
        .map((key) => [key, null]),
    ),
  }),
  defineClass({
    name: 'android/text/Spannable',
    flags: 'interface',
    interfaces: ['android/text/Spanned'],
    methods: Object.fromEntries(Object.keys(marking).map((key) => [key, null])),
  }),
  defineClass({
    name: 'android/text/Editable',
    flags: 'interface',
    interfaces: [
      'java/lang/CharSequence',
      'android/text/GetChars',
      'android/text/Spannable',
      'java/lang/Appendable',
    ],
    methods: {
      ...Object.fromEntries(
        Object.keys(editing)
          .filter((key) => key.endsWith('Landroid/text/Editable;'))
          .map((key) => [key, null]),
      ),
      'clear()V': null,
      'clearSpans()V': null,
    },
  }),
  defineClass({
    name: 'android/text/Editable$Factory',
    methods: {
      '<init>()V': () => undefined,
      'static getInstance()Landroid/text/Editable$Factory;': (vm) =>
        vm.newObject('android/text/Editable$Factory'),
      'newEditable(Ljava/lang/CharSequence;)Landroid/text/Editable;': (
        vm,
        _self: HeapObject,
        source: HeapObject | null,
      ) => vm.construct('android/text/SpannableStringBuilder', '(Ljava/lang/CharSequence;)V', source),
    },
  }),
  defineClass({
    name: 'android/text/SpannedString',
    flags: 'final',
    interfaces: ['android/text/GetChars', 'android/text/Spanned'],
    labels: 'container',
    methods: {
      ...copying,
      ...reading,
      'static valueOf(Ljava/lang/CharSequence;)Landroid/text/SpannedString;': (
        vm,
        source: HeapObject | null,
      ) => vm.construct('android/text/SpannedString', '(Ljava/lang/CharSequence;)V', source),
    },
  }),
  defineClass({
    name: 'android/text/SpannableString',
    interfaces: ['android/text/GetChars', 'android/text/Spannable'],
    labels: 'container',
    methods: {
      ...copying,
      ...reading,
      ...marking,
      'static valueOf(Ljava/lang/CharSequence;)Landroid/text/SpannableString;': (
        vm,
        source: HeapObject | null,
      ) => vm.construct('android/text/SpannableString', '(Ljava/lang/CharSequence;)V', source),
    },
  }),
  defineClass({
    name: 'android/text/SpannableStringBuilder',
    interfaces: ['android/text/GetChars', 'android/text/Editable'],
    labels: 'container',
    methods: {
      '<init>()V': (_vm, self: SpannedText) => {
        self.peer = { text: '', label: 0, spans: [] };
      },
      ...copying,
      '<init>(Ljava/lang/CharSequence;II)V': (
        vm,
        self: SpannedText,
        source: HeapObject | null,
        start: number,
        end: number,
      ) => open(vm, self, source, start, end),
      ...reading,
      ...marking,
      ...editing,
      'append(Ljava/lang/CharSequence;Ljava/lang/Object;I)Landroid/text/SpannableStringBuilder;': function* (
        vm,
        self: SpannedText,
        text: HeapObject | null,
        span: HeapObject,
        flags: number,
      ): Steps<JavaValue> {
        const start = self.peer.text.length;
        yield* replace(vm, self, start, start, text);
        self.peer.spans.push({ object: span, start, end: self.peer.text.length, flags });
        return self;
      },
      'clear()V': (_vm, self: SpannedText) => {
        self.peer.text = '';
        self.peer.spans.length = 0;
      },
      'clearSpans()V': (_vm, self: SpannedText) => {
        self.peer.spans.length = 0;
      },
      'getFilters()[Landroid/text/InputFilter;': (vm) => vm.newArray('[Landroid/text/InputFilter;', 0),
      'setFilters([Landroid/text/InputFilter;)V': () => undefined,
    },
  }),
];
