import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';

const eventObject = defineClass({
  name: 'java/util/EventObject',
  interfaces: ['java/io/Serializable'],
  labels: 'container',
  fields: { 'protected transient source:Ljava/lang/Object;': null },
  methods: methods({
    'new(Object)': (vm, self: JavaObject, source: Ref) => {
      if (source === null) vm.throwNew('java/lang/IllegalArgumentException', 'null source');
      vm.setField(self, 'source:Ljava/lang/Object;', source);
    },
    'Object getSource()': (vm, self: JavaObject) => vm.getField(self, 'source:Ljava/lang/Object;'),
    'String toString()': function* (vm, self: JavaObject) {
      const source = vm.getField(self, 'source:Ljava/lang/Object;') as Ref;
      return `${self.cls.javaName}[source=${yield* vm.textOf(source)}]`;
    },
  }),
});

type Observable = JavaObject<{ observers: HeapObject[]; changed: boolean }>;

const notifyObservers = function* (vm: Machine, self: Observable, arg: Ref) {
  if (!self.peer.changed) return;
  self.peer.changed = false;
  // The last one added is told first.
  for (const observer of [...self.peer.observers].reverse())
    yield* vm.call(observer, 'update(Ljava/util/Observable;Ljava/lang/Object;)V', self, arg);
};

const observable = defineClass({
  name: 'java/util/Observable',
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Observable) => {
      self.peer = { observers: [], changed: false };
    },
    'void addObserver(Observer)': (_vm, self: Observable, observer: HeapObject) => {
      if (!self.peer.observers.includes(observer)) self.peer.observers.push(observer);
    },
    'void deleteObserver(Observer)': (_vm, self: Observable, observer: Ref) => {
      self.peer.observers = self.peer.observers.filter((one) => one !== observer);
    },
    'void deleteObservers()': (_vm, self: Observable) => {
      self.peer.observers = [];
    },
    'int countObservers()': (_vm, self: Observable) => self.peer.observers.length,
    'void notifyObservers()': (vm: Machine, self: Observable) => notifyObservers(vm, self, null),
    'void notifyObservers(Object)': notifyObservers,
    'protected void setChanged()': (_vm, self: Observable) => {
      self.peer.changed = true;
    },
    'protected void clearChanged()': (_vm, self: Observable) => {
      self.peer.changed = false;
    },
    'boolean hasChanged()': (_vm, self: Observable) => self.peer.changed,
  }),
});

export const classes: readonly ClassModel[] = [
  eventObject,
  defineClass({
    name: 'java/util/Observer',
    flags: 'interface',
    methods: methods({ 'void update(Observable, Object)': null }),
  }),
  observable,
];
