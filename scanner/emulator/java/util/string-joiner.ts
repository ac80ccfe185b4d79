import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';

type JoinerPeer = {
  separator: string;
  prefix: string;
  suffix: string;
  parts: string[];
  empty: string | null;
};
type Joiner = JavaObject<JoinerPeer>;

function joined({ separator, prefix, suffix, parts, empty }: JoinerPeer): string {
  return parts.length === 0 && empty !== null ? empty : prefix + parts.join(separator) + suffix;
}

const stringJoiner = defineClass({
  name: 'java/util/StringJoiner',
  flags: 'final',
  methods: methods({
    'new(CharSequence)': function* (vm, self: Joiner, separator: Ref) {
      self.peer = { separator: yield* vm.textOf(separator), prefix: '', suffix: '', parts: [], empty: null };
    },
    'new(CharSequence, CharSequence, CharSequence)': function* (
      vm,
      self: Joiner,
      separator: Ref,
      prefix: Ref,
      suffix: Ref,
    ) {
      self.peer = {
        separator: yield* vm.textOf(separator),
        prefix: yield* vm.textOf(prefix),
        suffix: yield* vm.textOf(suffix),
        parts: [],
        empty: null,
      };
    },
    'StringJoiner add(CharSequence)': function* (vm, self: Joiner, part: Ref) {
      self.peer.parts.push(yield* vm.textOf(part));
      return self;
    },
    'StringJoiner setEmptyValue(CharSequence)': function* (vm, self: Joiner, text: Ref) {
      self.peer.empty = yield* vm.textOf(text);
      return self;
    },
    'StringJoiner merge(StringJoiner)': (_vm, self: Joiner, other: Joiner) => {
      if (other.peer.parts.length > 0) self.peer.parts.push(other.peer.parts.join(other.peer.separator));
      return self;
    },
    'int length()': (_vm, self: Joiner) => joined(self.peer).length,
    'String toString()': (_vm, self: Joiner) => joined(self.peer),
  }),
});

export const classes: readonly ClassModel[] = [stringJoiner];
