import { boxKind, defineClass, JavaArray, refsOf, UNKNOWN } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { modelEnum, enumName } from '../lang/enum.ts';
import { methods } from '../signature.ts';
import { defaultLocale, languageTag } from '../util/locale.ts';
import type { Locale } from '../util/locale.ts';

type Piece = string | { readonly argument: number; readonly type: string; readonly style: string };

/** Pieces of a message pattern; a text in an array says what is wrong. */
function parsePieces(vm: Machine, pattern: string): Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === "'") {
      if (pattern.charAt(i + 1) === "'") text += pattern.charAt(++i);
      else {
        const end = pattern.indexOf("'", i + 1);
        text += pattern.slice(i + 1, end < 0 ? undefined : end);
        i = end < 0 ? pattern.length : end;
      }
    } else if (char === '{') {
      let depth = 1;
      let end = i + 1;
      for (; end < pattern.length && depth > 0; end++)
        if (pattern.charAt(end) === '{') depth++;
        else if (pattern.charAt(end) === '}') depth--;
      if (depth > 0) vm.throwNew('java/lang/IllegalArgumentException', 'Unmatched braces in the pattern.');
      const [number = '', type = '', ...style] = pattern.slice(i + 1, end - 1).split(',');
      if (!/^\s*\d{1,4}\s*$/.test(number))
        vm.throwNew('java/lang/IllegalArgumentException', `can't parse argument number: ${number}`);
      pieces.push(text, { argument: Number(number), type: type.trim(), style: style.join(',').trim() });
      text = '';
      i = end - 1;
    } else text += char;
  }
  return [...pieces, text];
}

/** What formats an argument of a type and style; undefined for what is not modelled. */
function* formatterOf(vm: Machine, type: string, style: string): Steps<HeapObject | undefined> {
  if (type === 'number') {
    const named = {
      '': 'getInstance',
      integer: 'getIntegerInstance',
      percent: 'getPercentInstance',
      currency: 'getCurrencyInstance',
    }[style];
    if (named !== undefined)
      return yield* vm.callStatic<HeapObject>('java/text/NumberFormat', `${named}()Ljava/text/NumberFormat;`);
    return yield* vm.construct('java/text/DecimalFormat', '(Ljava/lang/String;)V', style);
  }
  if (type === 'date' || type === 'time') {
    const at = ['full', 'long', 'medium', 'short'].indexOf(style === '' ? 'medium' : style);
    if (at < 0) return yield* vm.construct('java/text/SimpleDateFormat', '(Ljava/lang/String;)V', style);
    const name = type === 'date' ? 'getDateInstance' : 'getTimeInstance';
    return yield* vm.callStatic<HeapObject>('java/text/DateFormat', `${name}(I)Ljava/text/DateFormat;`, at);
  }
  return undefined;
}

function* formatMessage(
  vm: Machine,
  pieces: readonly Piece[],
  args: readonly Ref[],
): Steps<JavaString | typeof UNKNOWN> {
  let text = '';
  let label = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const value = args[piece.argument];
    if (value === undefined) {
      text += `{${piece.argument}}`;
      continue;
    }
    if (value === null) {
      text += 'null';
      continue;
    }
    label = vm.labels.union(label, vm.labelOf(value));
    const isNumber = boxKind(value) !== undefined && boxKind(value) !== 'Z' && boxKind(value) !== 'C';
    const isDate = value.cls.isSubclassOf(vm.classes.platformClass('java/util/Date'));
    const type = piece.type === '' && isNumber ? 'number' : piece.type;
    if (type === '' && !isDate) text += yield* vm.textOf(value);
    else {
      const formatter =
        type === ''
          ? yield* vm.callStatic<HeapObject>(
              'java/text/DateFormat',
              'getDateTimeInstance(II)Ljava/text/DateFormat;',
              3,
              3,
            )
          : yield* formatterOf(vm, type, piece.style);
      if (formatter === undefined) return UNKNOWN;
      text += vm.text(
        yield* vm.call<HeapObject | null>(formatter, 'format(Ljava/lang/Object;)Ljava/lang/String;', value),
      );
    }
  }
  return vm.string(text, label);
}

type MessageFormat = JavaObject<{ pattern: string; pieces: readonly Piece[] }>;
type Builder = JavaObject<{ text: string }>;

const messageFormat = defineClass({
  name: 'java/text/MessageFormat',
  super: 'java/text/Format',
  labels: 'container',
  methods: methods({
    'new(String)': (vm, self: MessageFormat, pattern: JavaString | null) => {
      self.peer = { pattern: vm.text(pattern), pieces: parsePieces(vm, vm.text(pattern)) };
    },
    'new(String, Locale)': (vm, self: MessageFormat, pattern: JavaString | null, _locale: Ref) => {
      self.peer = { pattern: vm.text(pattern), pieces: parsePieces(vm, vm.text(pattern)) };
    },
    'static String format(String, Object[])': (vm, pattern: JavaString | null, args: JavaArray | null) =>
      formatMessage(vm, parsePieces(vm, vm.text(pattern)), args === null ? [] : refsOf(args)),
    'final StringBuffer format(Object, StringBuffer, FieldPosition)': function* (
      vm,
      self: MessageFormat,
      args: Ref,
      buffer: Builder | null,
    ) {
      const made = yield* formatMessage(vm, self.peer.pieces, args instanceof JavaArray ? refsOf(args) : []);
      if (made === UNKNOWN) return UNKNOWN;
      const target = required(vm, buffer);
      target.peer.text += made.value;
      vm.addLabel(target, vm.labelOf(made));
      return target;
    },
    'String toPattern()': (_vm, self: MessageFormat) => self.peer.pattern,
  }),
});

type Collator = JavaObject<{ compare: (a: string, b: string) => number }>;

function newCollator(vm: Machine, locale: Locale): Collator {
  const tag = languageTag(locale.peer);
  const made = vm.newObject<Collator['peer']>('java/text/Collator');
  const isKnown = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag);
  made.peer = { compare: new Intl.Collator(isKnown ? tag : 'en').compare };
  return made;
}

const collator = defineClass({
  name: 'java/text/Collator',
  interfaces: ['java/util/Comparator', 'java/lang/Cloneable'],
  labels: 'container',
  methods: methods({
    'static java/text/Collator getInstance()': (vm) => newCollator(vm, defaultLocale(vm)),
    'static java/text/Collator getInstance(Locale)': (vm, locale: Locale | null) =>
      newCollator(vm, required(vm, locale)),
    'void setStrength(int)': () => undefined,
    'void setDecomposition(int)': () => undefined,
    'int compare(String, String)': (vm, self: Collator, a: JavaString | null, b: JavaString | null) =>
      Math.sign(self.peer.compare(vm.text(a), vm.text(b))),
    'int compare(Object, Object)': (vm, self: Collator, a: JavaString | null, b: JavaString | null) =>
      Math.sign(self.peer.compare(vm.text(a), vm.text(b))),
    'boolean equals(String, String)': (vm, self: Collator, a: JavaString | null, b: JavaString | null) =>
      self.peer.compare(vm.text(a), vm.text(b)) === 0,
  }),
});

const normalizer = defineClass({
  name: 'java/text/Normalizer',
  flags: 'final',
  methods: methods({
    'static String normalize(CharSequence, java/text/Normalizer$Form)': function* (
      vm,
      text: Ref,
      form: JavaObject | null,
    ) {
      const source = yield* vm.textOf(required(vm, text));
      return vm.string(source.normalize(enumName(required(vm, form))), vm.labelOf(text));
    },
    'static boolean isNormalized(CharSequence, java/text/Normalizer$Form)': function* (
      vm,
      text: Ref,
      form: JavaObject | null,
    ) {
      const source = yield* vm.textOf(required(vm, text));
      return source.normalize(enumName(required(vm, form))) === source;
    },
  }),
});

export const messageFormats: readonly ClassModel[] = [
  messageFormat,
  collator,
  normalizer,
  modelEnum('java/text/Normalizer$Form', ['NFD', 'NFC', 'NFKD', 'NFKC']),
];
