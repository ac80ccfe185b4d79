import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';
import { deadlineMs } from './time-unit.ts';
import { WaitList } from './wait-list.ts';

/** One offer at an Exchanger, and what came back for it. */
type Offer = { readonly item: Ref; answer: { item: Ref } | null };
type Exchanger = JavaObject<{ waiting: WaitList; offered: Offer | null }>;

function* exchange(vm: Machine, { peer }: Exchanger, item: Ref, untilMs?: number): Steps<Ref> {
  const { offered } = peer;
  if (offered !== null) {
    peer.offered = null;
    offered.answer = { item };
    peer.waiting.wake(vm);
    return offered.item;
  }
  const mine: Offer = { item, answer: null };
  peer.offered = mine;
  try {
    yield* peer.waiting.until(vm, () => mine.answer !== null, untilMs);
  } finally {
    if (peer.offered === mine) peer.offered = null;
  }
  // Asked again, for the wait may have ended by time.
  const { answer } = mine as Offer;
  return answer === null ? vm.throwNew('java/util/concurrent/TimeoutException') : answer.item;
}

const exchanger = defineClass({
  name: 'java/util/concurrent/Exchanger',
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Exchanger) => {
      self.peer = { waiting: new WaitList(), offered: null };
    },
    'Object exchange(Object)': (vm, self: Exchanger, item: Ref) => exchange(vm, self, item),
    'Object exchange(Object, long, TimeUnit)': (vm, self: Exchanger, item: Ref, amount: bigint, unit: Ref) =>
      exchange(vm, self, item, deadlineMs(vm, amount, unit)),
  }),
});

type PhaserPeer = { phase: number; parties: number; arrived: number; ended: boolean; waiting: WaitList };
type Phaser = JavaObject<PhaserPeer>;

/** Ended phasers answer with negative phases. */
function phaseOf({ phase, ended }: PhaserPeer): number {
  return ended ? phase | -0x80000000 : phase;
}

/** Counts an arrival; the last one begins the next phase, unless onAdvance ends it all. */
function* arrive(vm: Machine, self: Phaser, leaving: number): Steps<number> {
  const { peer } = self;
  if (peer.ended) return phaseOf(peer);
  if (peer.parties === 0)
    vm.throwNew('java/lang/IllegalStateException', 'Attempted arrival of unregistered party');
  const { phase } = peer;
  peer.arrived++;
  if (leaving > 0) {
    peer.parties -= leaving;
    peer.arrived -= leaving;
  }
  if (peer.arrived >= peer.parties) {
    const ends = yield* vm.call<boolean>(self, 'onAdvance(II)Z', phase, peer.parties);
    peer.arrived = 0;
    peer.phase = (phase + 1) & 0x7fffffff;
    peer.ended = ends;
    peer.waiting.wake(vm);
  }
  return phase;
}

function* awaitPhase(vm: Machine, { peer }: Phaser, phase: number): Steps<number> {
  if (phase >= 0) yield* peer.waiting.until(vm, () => peer.phase !== phase || peer.ended, undefined, false);
  return phaseOf(peer);
}

const phaser = defineClass({
  name: 'java/util/concurrent/Phaser',
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Phaser) => {
      self.peer = { phase: 0, parties: 0, arrived: 0, ended: false, waiting: new WaitList() };
    },
    'new(int)': (_vm, self: Phaser, parties: number) => {
      self.peer = { phase: 0, parties, arrived: 0, ended: false, waiting: new WaitList() };
    },
    'int register()': (_vm, self: Phaser) => {
      if (!self.peer.ended) self.peer.parties++;
      return phaseOf(self.peer);
    },
    'int bulkRegister(int)': (_vm, self: Phaser, count: number) => {
      if (!self.peer.ended) self.peer.parties += count;
      return phaseOf(self.peer);
    },
    'int arrive()': (vm, self: Phaser) => arrive(vm, self, 0),
    'int arriveAndDeregister()': (vm, self: Phaser) => arrive(vm, self, 1),
    'int arriveAndAwaitAdvance()': function* (vm, self: Phaser) {
      return yield* awaitPhase(vm, self, yield* arrive(vm, self, 0));
    },
    'int awaitAdvance(int)': awaitPhase,
    'protected boolean onAdvance(int, int)': (_vm, _self: Phaser, _phase: number, parties: number) =>
      parties === 0,
    'void forceTermination()': (vm, self: Phaser) => {
      self.peer.ended = true;
      self.peer.waiting.wake(vm);
    },
    'final int getPhase()': (_vm, self: Phaser) => phaseOf(self.peer),
    'int getRegisteredParties()': (_vm, self: Phaser) => self.peer.parties,
    'int getArrivedParties()': (_vm, self: Phaser) => self.peer.arrived,
    'int getUnarrivedParties()': (_vm, self: Phaser) => self.peer.parties - self.peer.arrived,
    'boolean isTerminated()': (_vm, self: Phaser) => self.peer.ended,
  }),
});

export const classes: readonly ClassModel[] = [exchanger, phaser];
