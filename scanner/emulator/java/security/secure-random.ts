import { defineClass, unsignedBytesOf } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { randomBytesOf, randomOf } from './random-source.ts';

function make(vm: Machine): JavaObject {
  return vm.newObject('java/security/SecureRandom');
}

function int(vm: Machine): number {
  return randomOf(vm).below(2 ** 32) | 0;
}

function long(vm: Machine): bigint {
  return BigInt.asIntN(64, (BigInt(int(vm)) << 32n) + BigInt(int(vm)));
}

function real(vm: Machine): number {
  return (randomOf(vm).below(2 ** 26) * 2 ** 27 + randomOf(vm).below(2 ** 27)) * 2 ** -53;
}

/** All draws come from the machine's one seeded source: a seed given by the app changes nothing, as in SecureRandom. */
const secureRandom = defineClass({
  name: 'java/security/SecureRandom',
  super: 'java/util/Random',
  methods: methods({
    'new()': () => undefined,
    'new(byte[])': () => undefined,
    'static SecureRandom getInstance(String)': (vm, name: JavaString | null) =>
      /^(SHA1PRNG|NativePRNG.*|DRBG)$/.test(vm.text(name))
        ? make(vm)
        : vm.throwNew(
            'java/security/NoSuchAlgorithmException',
            `${vm.text(name)} SecureRandom not available`,
          ),
    'static SecureRandom getInstance(String, String)': (vm, _name: Ref, _provider: Ref) => make(vm),
    'static SecureRandom getInstanceStrong()': make,
    'String getAlgorithm()': () => 'SHA1PRNG',
    'void setSeed(long)': () => undefined,
    'void setSeed(byte[])': () => undefined,
    'void nextBytes(byte[])': (vm, _self: JavaObject, target: JavaArray | null) => {
      const array = required(vm, target);
      unsignedBytesOf(array).set(randomBytesOf(vm, array.length));
    },
    'byte[] generateSeed(int)': (vm, _self: JavaObject, count: number) =>
      vm.byteArray(randomBytesOf(vm, count)),
    'final int next(int)': (vm, _self: JavaObject, bits: number) => int(vm) >>> (32 - bits),
    'int nextInt()': (vm) => int(vm),
    'int nextInt(int)': (vm, _self: JavaObject, bound: number) => {
      if (bound <= 0) vm.throwNew('java/lang/IllegalArgumentException', 'bound must be positive');
      return randomOf(vm).below(bound);
    },
    'long nextLong()': (vm) => long(vm),
    'boolean nextBoolean()': (vm) => randomOf(vm).below(2) === 1,
    'float nextFloat()': (vm) => randomOf(vm).below(2 ** 24) / 2 ** 24,
    'double nextDouble()': (vm) => real(vm),
    'double nextGaussian()': (vm) =>
      Math.sqrt(-2 * Math.log(1 - real(vm))) * Math.cos(2 * Math.PI * real(vm)),
  }),
});

export const randoms: readonly ClassModel[] = [secureRandom];
