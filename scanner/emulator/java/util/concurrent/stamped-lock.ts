import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';
import { deadlineMs } from './time-unit.ts';
import { WaitList } from './wait-list.ts';

/** `version` grows with each write lock taken and given back: odd while one is held. */
type Peer = { version: bigint; readers: number; waiting: WaitList };
type Self = JavaObject<Peer>;

const FIRST_VERSION = 256n;
const WRITING = 1n;
const READER = 1n << 48n;

const isWriting = ({ version }: Peer): boolean => (version & WRITING) === WRITING;

function* write(vm: Machine, { peer }: Self, untilMs?: number): Steps<bigint> {
  const free = (): boolean => !isWriting(peer) && peer.readers === 0;
  if (!(yield* peer.waiting.until(vm, free, untilMs, untilMs !== undefined))) return 0n;
  peer.version += WRITING;
  return peer.version;
}

function* read(vm: Machine, { peer }: Self, untilMs?: number): Steps<bigint> {
  if (!(yield* peer.waiting.until(vm, () => !isWriting(peer), untilMs, untilMs !== undefined))) return 0n;
  peer.readers++;
  return peer.version | READER;
}

function unlockWrite(vm: Machine, { peer }: Self, stamp: bigint): void {
  if (!isWriting(peer) || stamp !== peer.version) vm.throwNew('java/lang/IllegalMonitorStateException');
  peer.version += WRITING;
  peer.waiting.wake(vm);
}

function unlockRead(vm: Machine, { peer }: Self, stamp: bigint): void {
  if (peer.readers === 0 || (stamp & READER) === 0n) vm.throwNew('java/lang/IllegalMonitorStateException');
  peer.readers--;
  peer.waiting.wake(vm);
}

/** java.util.concurrent.locks.StampedLock. */
export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/concurrent/locks/StampedLock',
    interfaces: ['java/io/Serializable'],
    methods: methods({
      'new()': (_vm, self: Self) => {
        self.peer = { version: FIRST_VERSION, readers: 0, waiting: new WaitList() };
      },
      'long writeLock()': (vm, self: Self) => write(vm, self),
      'long readLock()': (vm, self: Self) => read(vm, self),
      'long tryWriteLock()': (vm, self: Self) => write(vm, self, vm.nowMs),
      'long tryReadLock()': (vm, self: Self) => read(vm, self, vm.nowMs),
      'long tryWriteLock(long, TimeUnit)': (vm, self: Self, amount: bigint, unit: Ref) =>
        write(vm, self, deadlineMs(vm, amount, unit)),
      'long tryReadLock(long, TimeUnit)': (vm, self: Self, amount: bigint, unit: Ref) =>
        read(vm, self, deadlineMs(vm, amount, unit)),
      'long tryOptimisticRead()': (_vm, self: Self) => (isWriting(self.peer) ? 0n : self.peer.version),
      'boolean validate(long)': (_vm, self: Self, stamp: bigint) =>
        stamp !== 0n && (stamp & ~READER) === self.peer.version,
      'void unlockWrite(long)': unlockWrite,
      'void unlockRead(long)': unlockRead,
      'void unlock(long)': (vm, self: Self, stamp: bigint) =>
        (stamp & READER) === 0n ? unlockWrite(vm, self, stamp) : unlockRead(vm, self, stamp),
      'boolean isWriteLocked()': (_vm, self: Self) => isWriting(self.peer),
      'boolean isReadLocked()': (_vm, self: Self) => self.peer.readers > 0,
      'int getReadLockCount()': (_vm, self: Self) => self.peer.readers,
      'long tryConvertToWriteLock(long)': (_vm, { peer }: Self, stamp: bigint) => {
        if (isWriting(peer)) return stamp === peer.version ? stamp : 0n;
        const held = (stamp & READER) === 0n ? 0 : 1;
        if (peer.readers !== held || (stamp & ~READER) !== peer.version) return 0n;
        peer.readers = 0;
        peer.version += WRITING;
        return peer.version;
      },
    }),
  }),
];
