import { defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  JavaString,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import { required } from '../../io/support.ts';
import type { Ref } from '../../io/support.ts';
import { stringOf } from '../../io/text-support.ts';
import { methods } from '../../signature.ts';
import type { Pattern } from './pattern.ts';
import { runMatch } from './run-match.ts';

type MatcherPeer = {
  pattern: Pattern;
  text: JavaString;
  /** Start and end of each group of the last match; empty where there is none. */
  groups: Int32Array;
  start: number;
  end: number;
  /** Where the next find starts. */
  next: number;
  lastEnd: number;
  appendAt: number;
  hitEnd: boolean;
  anchoring: boolean;
};
export type Matcher = JavaObject<MatcherPeer>;

const NO_GROUPS = new Int32Array(0);

export function newMatcher(vm: Machine, pattern: Pattern, text: JavaString): Matcher {
  const made = vm.newObject<MatcherPeer>('java/util/regex/Matcher');
  made.peer = {
    pattern,
    text,
    groups: NO_GROUPS,
    start: 0,
    end: text.value.length,
    next: 0,
    lastEnd: 0,
    appendAt: 0,
    hitEnd: false,
    anchoring: true,
  };
  vm.addLabel(made, vm.labelOf(text));
  return made;
}

function* search(
  vm: Machine,
  self: Matcher,
  from: number,
  anchored: boolean,
  toEnd: boolean,
): Steps<boolean> {
  const { peer } = self;
  const { program } = peer.pattern.peer;
  const run = yield* runMatch(vm, program, peer.text.value, {
    from,
    start: peer.anchoring ? peer.start : 0,
    end: peer.end,
    anchored,
    toEnd,
    lastEnd: peer.lastEnd,
  });
  peer.hitEnd = run.hitEnd;
  const found = run.registers[0] !== -1;
  peer.groups = found ? run.registers.slice(0, (program.groupCount + 1) * 2) : NO_GROUPS;
  if (found) {
    const [start = 0, end = 0] = peer.groups;
    peer.lastEnd = end;
    peer.next = end === start ? end + 1 : end;
  }
  return found;
}

function* find(vm: Machine, self: Matcher): Steps<boolean> {
  const { peer } = self;
  if (Math.max(peer.next, peer.start) > peer.end) {
    peer.groups = NO_GROUPS;
    return false;
  }
  return yield* search(vm, self, Math.max(peer.next, peer.start), false, false);
}

function reset(self: Matcher): Matcher {
  const { peer } = self;
  Object.assign(peer, {
    groups: NO_GROUPS,
    start: 0,
    end: peer.text.value.length,
    next: 0,
    lastEnd: 0,
    appendAt: 0,
  });
  return self;
}

function bound(vm: Machine, self: Matcher, group: number, side: 0 | 1): number {
  const { groups, pattern } = self.peer;
  if (groups.length === 0) vm.throwNew('java/lang/IllegalStateException', 'No match found');
  if (group < 0 || group > pattern.peer.program.groupCount)
    vm.throwNew('java/lang/IndexOutOfBoundsException', `No group ${group}`);
  return groups[group * 2 + side] ?? -1;
}

function groupText(vm: Machine, self: Matcher, group: number): string | null {
  const start = bound(vm, self, group, 0);
  const end = bound(vm, self, group, 1);
  return start < 0 || end < 0 ? null : self.peer.text.value.slice(start, end);
}

function namedGroup(vm: Machine, self: Matcher, name: JavaString | null): number {
  const text = vm.text(name);
  return (
    self.peer.pattern.peer.program.names.get(text) ??
    vm.throwNew('java/lang/IllegalArgumentException', `No group with name <${text}>`)
  );
}

/** A replacement with its group references filled in. */
function expand(vm: Machine, self: Matcher, replacement: string): string {
  let out = '';
  for (let i = 0; i < replacement.length; i++) {
    const char = replacement.charAt(i);
    if (char === '\\') {
      if (++i === replacement.length)
        vm.throwNew('java/lang/IllegalArgumentException', 'character to be escaped is missing');
      out += replacement.charAt(i);
    } else if (char !== '$') out += char;
    else {
      const named = /^\{([a-zA-Z][a-zA-Z0-9]*)\}/.exec(replacement.slice(i + 1));
      if (named) {
        const group = self.peer.pattern.peer.program.names.get(named[1] ?? '');
        if (group === undefined)
          return vm.throwNew('java/lang/IllegalArgumentException', `No group with name {${named[1]}}`);
        out += groupText(vm, self, group) ?? '';
        i += named[0].length;
        continue;
      }
      if (!/\d/.test(replacement.charAt(i + 1)))
        vm.throwNew(
          'java/lang/IllegalArgumentException',
          i + 1 === replacement.length
            ? 'Illegal group reference: group index is missing'
            : 'Illegal group reference',
        );
      let group = Number(replacement.charAt(++i));
      // Further digits belong to it as long as there are that many groups.
      while (
        /\d/.test(replacement.charAt(i + 1)) &&
        group * 10 + Number(replacement.charAt(i + 1)) <= self.peer.pattern.peer.program.groupCount
      )
        group = group * 10 + Number(replacement.charAt(++i));
      out += groupText(vm, self, group) ?? '';
    }
  }
  return out;
}

function* replace(
  vm: Machine,
  self: Matcher,
  replacement: JavaString | null,
  all: boolean,
): Steps<JavaString> {
  const pattern = vm.text(replacement);
  const { text } = self.peer;
  reset(self);
  let out = '';
  let from = 0;
  while (yield* find(vm, self)) {
    const [start = 0, end = 0] = self.peer.groups;
    out += text.value.slice(from, start) + expand(vm, self, pattern);
    from = end;
    vm.charge(64);
    if (!all) break;
  }
  return vm.string(out + text.value.slice(from), vm.labels.union(vm.labelOf(text), vm.labelOf(replacement)));
}

type Builder = JavaObject<{ text: string }>;

function appendReplacement(
  vm: Machine,
  self: Matcher,
  target: Builder | null,
  replacement: JavaString | null,
): Matcher {
  const start = bound(vm, self, 0, 0);
  const builder = required(vm, target);
  builder.peer.text +=
    self.peer.text.value.slice(self.peer.appendAt, start) + expand(vm, self, vm.text(replacement));
  self.peer.appendAt = bound(vm, self, 0, 1);
  vm.addLabel(builder, vm.labels.union(vm.labelOf(self), vm.labelOf(replacement)));
  return self;
}

function appendTail(vm: Machine, self: Matcher, target: Builder | null): Builder {
  const builder = required(vm, target);
  builder.peer.text += self.peer.text.value.slice(self.peer.appendAt);
  vm.addLabel(builder, vm.labelOf(self));
  return builder;
}

const resultMethods = methods({
  'int start()': (vm, self: Matcher) => bound(vm, self, 0, 0),
  'int start(int)': (vm, self: Matcher, group: number) => bound(vm, self, group, 0),
  'int start(String)': (vm, self: Matcher, name: JavaString | null) =>
    bound(vm, self, namedGroup(vm, self, name), 0),
  'int end()': (vm, self: Matcher) => bound(vm, self, 0, 1),
  'int end(int)': (vm, self: Matcher, group: number) => bound(vm, self, group, 1),
  'int end(String)': (vm, self: Matcher, name: JavaString | null) =>
    bound(vm, self, namedGroup(vm, self, name), 1),
  'String group()': (vm, self: Matcher) => groupText(vm, self, 0),
  'String group(int)': groupText,
  'String group(String)': (vm, self: Matcher, name: JavaString | null) =>
    groupText(vm, self, namedGroup(vm, self, name)),
  'int groupCount()': (_vm, self: Matcher) => self.peer.pattern.peer.program.groupCount,
});

function snapshot(vm: Machine, self: Matcher): HeapObject {
  const made = vm.newObject<MatcherPeer>('libcore/util/MatchSnapshot');
  made.peer = { ...self.peer, groups: self.peer.groups.slice() };
  vm.addLabel(made, vm.labelOf(self));
  return made;
}

const matcher = defineClass({
  name: 'java/util/regex/Matcher',
  flags: 'final',
  interfaces: ['java/util/regex/MatchResult'],
  methods: {
    ...resultMethods,
    ...methods({
      'Pattern pattern()': (_vm, self: Matcher) => self.peer.pattern,
      'boolean matches()': (vm, self: Matcher) => search(vm, self, self.peer.start, true, true),
      'boolean lookingAt()': (vm, self: Matcher) => search(vm, self, self.peer.start, true, false),
      'boolean find()': find,
      'boolean find(int)': function* (vm, self: Matcher, from: number) {
        if (from < 0 || from > self.peer.text.value.length)
          vm.throwNew('java/lang/IndexOutOfBoundsException', 'Illegal start index');
        reset(self).peer.next = from;
        return yield* find(vm, self);
      },
      'boolean hasMatch()': (_vm, self: Matcher) => self.peer.groups.length > 0,
      'boolean hitEnd()': (_vm, self: Matcher) => self.peer.hitEnd,
      'Matcher reset()': (_vm, self: Matcher) => reset(self),
      'Matcher reset(CharSequence)': function* (vm, self: Matcher, input: Ref) {
        self.peer.text = yield* stringOf(vm, required(vm, input));
        vm.addLabel(self, vm.labelOf(self.peer.text));
        return reset(self);
      },
      'Matcher region(int, int)': (vm, self: Matcher, start: number, end: number) => {
        if (start < 0 || end > self.peer.text.value.length || start > end)
          vm.throwNew('java/lang/IndexOutOfBoundsException', 'start');
        reset(self);
        Object.assign(self.peer, { start, end, next: start, lastEnd: start });
        return self;
      },
      'int regionStart()': (_vm, self: Matcher) => self.peer.start,
      'int regionEnd()': (_vm, self: Matcher) => self.peer.end,
      'Matcher usePattern(Pattern)': (vm, self: Matcher, pattern: Pattern | null) => {
        if (pattern === null)
          return vm.throwNew('java/lang/IllegalArgumentException', 'Pattern cannot be null');
        self.peer.pattern = pattern;
        self.peer.groups = NO_GROUPS;
        return self;
      },
      'boolean hasAnchoringBounds()': (_vm, self: Matcher) => self.peer.anchoring,
      'Matcher useAnchoringBounds(boolean)': (_vm, self: Matcher, on: boolean) => {
        self.peer.anchoring = on;
        return self;
      },
      'Matcher useTransparentBounds(boolean)': (_vm, self: Matcher, _on: boolean) => self,
      'String replaceAll(String)': (vm, self: Matcher, replacement: JavaString | null) =>
        replace(vm, self, replacement, true),
      'String replaceFirst(String)': (vm, self: Matcher, replacement: JavaString | null) =>
        replace(vm, self, replacement, false),
      'Matcher appendReplacement(StringBuffer, String)': appendReplacement,
      'Matcher appendReplacement(StringBuilder, String)': appendReplacement,
      'StringBuffer appendTail(StringBuffer)': appendTail,
      'StringBuilder appendTail(StringBuilder)': appendTail,
      'static String quoteReplacement(String)': (vm, text: JavaString | null) =>
        vm.text(text).replace(/[\\$]/g, '\\$&'),
      'java/util/regex/MatchResult toMatchResult()': snapshot,
    }),
  },
});

export const matcherClasses: readonly ClassModel[] = [
  defineClass({ name: 'java/util/regex/MatchResult', flags: 'interface' }),
  matcher,
  defineClass({
    name: 'libcore/util/MatchSnapshot',
    interfaces: ['java/util/regex/MatchResult'],
    methods: resultMethods,
  }),
];
