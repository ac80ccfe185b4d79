import { defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  JavaString,
  Machine,
  Steps,
  ThrowablePeer,
} from '../../../machine/index.ts';
import type { Ref } from '../../io/support.ts';
import { stringOf } from '../../io/text-support.ts';
import { methods } from '../../signature.ts';
import { compileProgram } from './program.ts';
import type { Program } from './program.ts';
import { parseRegex } from './parser.ts';
import { runMatch } from './run-match.ts';
import { FLAGS, RegexSyntaxError } from './syntax.ts';
import { newMatcher } from './matcher.ts';

export type PatternPeer = { readonly source: string; readonly flags: number; readonly program: Program };
export type Pattern = JavaObject<PatternPeer>;

const cache = new Map<string, Program>();
const MAX_CACHED = 500;

/** The program of a pattern; Java's PatternSyntaxException where it is none. */
export function compileOrThrow(vm: Machine, source: string, flags: number): Program {
  const key = `${flags} ${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  let program: Program;
  try {
    program = compileProgram(parseRegex(source, flags));
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    // Java points at the place where it lies within the pattern.
    const place = error.index >= 0 ? ` near index ${error.index}` : '';
    const caret = error.index >= 0 && error.index < source.length ? `\n${' '.repeat(error.index)}^` : '';
    const where = `${error.description}${place}\n${source}${caret}`;
    return vm.throwNew('java/util/regex/PatternSyntaxException', where);
  }
  if (cache.size >= MAX_CACHED) cache.clear();
  if (source.length < 1000) cache.set(key, program);
  return program;
}

function newPattern(vm: Machine, source: JavaString | null, flags: number): Pattern {
  const text = vm.text(source);
  const made = vm.newObject<PatternPeer>('java/util/regex/Pattern');
  made.peer = { source: text, flags, program: compileOrThrow(vm, text, flags) };
  return made;
}

/** The pieces between matches, as Pattern.split makes them. */
export function* splitText(vm: Machine, program: Program, text: string, limit: number): Steps<string[]> {
  const pieces: string[] = [];
  let from = 0;
  let at = 0;
  while (limit <= 0 || pieces.length < limit - 1) {
    const run = yield* runMatch(vm, program, text, {
      from: at,
      start: 0,
      end: text.length,
      anchored: false,
      toEnd: false,
      lastEnd: at,
    });
    const [start = -1, end = -1] = run.registers;
    if (start < 0) break;
    at = end === start ? end + 1 : end;
    // An empty match at the very start gives no empty piece before it.
    if (!(end === 0)) {
      pieces.push(text.slice(from, start));
      from = end;
    }
    if (at > text.length) break;
  }
  if (pieces.length === 0) return [text];
  pieces.push(text.slice(from));
  if (limit === 0) while (pieces.length > 0 && pieces.at(-1) === '') pieces.pop();
  return pieces;
}

function* split(vm: Machine, self: Pattern, input: Ref, limit: number): Steps<HeapObject> {
  const text = yield* stringOf(vm, input ?? vm.throwNew('java/lang/NullPointerException'));
  const label = vm.labelOf(text);
  const pieces = yield* splitText(vm, self.peer.program, text.value, limit);
  return vm.arrayOf(
    '[Ljava/lang/String;',
    pieces.map((piece) => vm.string(piece, label)),
  );
}

function quote(text: string): string {
  return text.includes('\\E') ? `\\Q${text.replaceAll('\\E', '\\E\\\\E\\Q')}\\E` : `\\Q${text}\\E`;
}

const pattern = defineClass({
  name: 'java/util/regex/Pattern',
  flags: 'final',
  interfaces: ['java/io/Serializable'],
  fields: Object.fromEntries(Object.entries(FLAGS).map(([name, bit]) => [`static final ${name}:I`, bit])),
  methods: methods({
    'static Pattern compile(String)': (vm, source: JavaString | null) => newPattern(vm, source, 0),
    'static Pattern compile(String, int)': newPattern,
    'static boolean matches(String, CharSequence)': function* (vm, source: JavaString | null, input: Ref) {
      const text = (yield* stringOf(vm, input)).value;
      const program = compileOrThrow(vm, vm.text(source), 0);
      const goal = { from: 0, start: 0, end: text.length, anchored: true, toEnd: true, lastEnd: 0 };
      return (yield* runMatch(vm, program, text, goal)).registers[0] !== -1;
    },
    'static String quote(String)': (vm, text: JavaString | null) => quote(vm.text(text)),
    'String pattern()': (_vm, self: Pattern) => self.peer.source,
    'String toString()': (_vm, self: Pattern) => self.peer.source,
    'int flags()': (_vm, self: Pattern) => self.peer.flags,
    'Matcher matcher(CharSequence)': function* (vm, self: Pattern, input: Ref) {
      return newMatcher(
        vm,
        self,
        yield* stringOf(vm, input ?? vm.throwNew('java/lang/NullPointerException')),
      );
    },
    'String[] split(CharSequence)': (vm, self: Pattern, input: Ref) => split(vm, self, input, 0),
    'String[] split(CharSequence, int)': split,
    'Stream splitAsStream(CharSequence)': function* (vm, self: Pattern, input: Ref) {
      const pieces = yield* split(vm, self, input, 0);
      return yield* vm.callStatic(
        'java/util/Arrays',
        'stream([Ljava/lang/Object;)Ljava/util/stream/Stream;',
        pieces,
      );
    },
    'Predicate asPredicate()': (vm, self: Pattern) => {
      const made = vm.newObject<{ pattern: Pattern }>('libcore/util/PatternPredicate');
      made.peer = { pattern: self };
      return made;
    },
  }),
});

type Failure = JavaObject<ThrowablePeer>;

const syntaxException = defineClass({
  name: 'java/util/regex/PatternSyntaxException',
  super: 'java/lang/IllegalArgumentException',
  methods: methods({
    'new(String, String, int)': (
      vm,
      self: Failure,
      description: JavaString | null,
      source: JavaString | null,
      index: number,
    ) =>
      vm.callSpecial(
        'java/lang/IllegalArgumentException',
        '<init>(Ljava/lang/String;)V',
        self,
        `${vm.text(description)}${index < 0 ? '' : ` near index ${index}`}\n${vm.text(source)}`,
      ),
    'String getDescription()': (_vm, self: Failure) =>
      self.peer.message?.value.replace(/ near index \d+\n.*$/s, '') ?? null,
    'int getIndex()': (_vm, self: Failure) =>
      Number(/ near index (\d+)\n/.exec(self.peer.message?.value ?? '')?.[1] ?? -1),
    'String getPattern()': (_vm, self: Failure) => self.peer.message?.value.split('\n')[1] ?? null,
  }),
});

const predicate = defineClass({
  name: 'libcore/util/PatternPredicate',
  interfaces: ['java/util/function/Predicate'],
  methods: methods({
    'boolean test(Object)': function* (vm, self: JavaObject<{ pattern: Pattern }>, input: Ref) {
      const text = (yield* stringOf(vm, input)).value;
      const goal = { from: 0, start: 0, end: text.length, anchored: false, toEnd: false, lastEnd: 0 };
      return (yield* runMatch(vm, self.peer.pattern.peer.program, text, goal)).registers[0] !== -1;
    },
  }),
});

export const patternClasses: readonly ClassModel[] = [pattern, syntaxException, predicate];
