import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, NativeMethod } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';

type TokenizerPeer = { text: string; delimiters: string; returnDelimiters: boolean; at: number };
type Tokenizer = JavaObject<TokenizerPeer>;

function skipDelimiters({ text, delimiters, returnDelimiters }: TokenizerPeer, from: number): number {
  let at = from;
  if (!returnDelimiters) while (at < text.length && delimiters.includes(text.charAt(at))) at++;
  return at;
}

function endOfToken({ text, delimiters, returnDelimiters }: TokenizerPeer, from: number): number {
  let at = from;
  while (at < text.length && !delimiters.includes(text.charAt(at))) at++;
  return returnDelimiters && at === from && at < text.length ? at + 1 : at;
}

const nextToken: NativeMethod = (vm: Machine, self: Tokenizer) => {
  const start = skipDelimiters(self.peer, self.peer.at);
  if (start >= self.peer.text.length) vm.throwNew('java/util/NoSuchElementException');
  const end = endOfToken(self.peer, start);
  self.peer.at = end;
  return self.peer.text.slice(start, end);
};

const hasTokens: NativeMethod = (_vm: Machine, self: Tokenizer) =>
  skipDelimiters(self.peer, self.peer.at) < self.peer.text.length;

function setUpTokenizer(
  vm: Machine,
  self: Tokenizer,
  text: Ref,
  delimiters: string,
  returnDelimiters = false,
): void {
  self.peer = { text: vm.text(text), delimiters, returnDelimiters, at: 0 };
}

const stringTokenizer = defineClass({
  name: 'java/util/StringTokenizer',
  interfaces: ['java/util/Enumeration'],
  methods: methods({
    'new(String)': (vm, self: Tokenizer, text: Ref) => setUpTokenizer(vm, self, text, ' \t\n\r\f'),
    'new(String, String)': (vm, self: Tokenizer, text: Ref, delimiters: Ref) =>
      setUpTokenizer(vm, self, text, vm.text(delimiters)),
    'new(String, String, boolean)': (vm, self: Tokenizer, text: Ref, delimiters: Ref, returned: boolean) =>
      setUpTokenizer(vm, self, text, vm.text(delimiters), returned),
    'boolean hasMoreTokens()': hasTokens,
    'boolean hasMoreElements()': hasTokens,
    'String nextToken()': nextToken,
    'Object nextElement()': nextToken,
    'String nextToken(String)': (vm, self: Tokenizer, delimiters: Ref) => {
      self.peer.delimiters = vm.text(delimiters);
      return nextToken(vm, ...([self] as never[]));
    },
    'int countTokens()': (_vm, self: Tokenizer) => {
      let count = 0;
      let at = skipDelimiters(self.peer, self.peer.at);
      while (at < self.peer.text.length) {
        at = skipDelimiters(self.peer, endOfToken(self.peer, at));
        count++;
      }
      return count;
    },
  }),
});

export const classes: readonly ClassModel[] = [stringTokenizer];
