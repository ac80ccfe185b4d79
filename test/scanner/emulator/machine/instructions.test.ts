import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { OPCODES, openDex, readInstructions } from '../../../../scanner/dex/index.ts';
import {
  doublesOf,
  floatsOf,
  HeapObject,
  JavaArray,
  JavaString,
  longsOf,
  Machine,
  refsOf,
} from '../../../../scanner/emulator/machine/index.ts';
import type { JavaObject, JavaValue } from '../../../../scanner/emulator/machine/index.ts';
import { javaClasses as classes } from '../../../../scanner/emulator/java/index.ts';

const MAX = 2147483647;
const MIN = -2147483648;
const LONG_MAX = 9223372036854775807n;
const LONG_MIN = -9223372036854775808n;
const third = Math.fround(1 / 3);

/** What is given to a method and what must come out; `!Name` is the exception java.lang.Name. */
type Case = readonly [args: readonly unknown[], expected: unknown];

/** Builds an argument that only a machine can hold. */
type Make = (vm: Machine) => JavaValue;

const text =
  (value: string): Make =>
  (vm) =>
    vm.string(value);
const ints =
  (...values: number[]): Make =>
  (vm) => {
    const array = vm.newArray('[I', values.length);
    (array.data as Int32Array).set(values);
    return array;
  };
const instance =
  (name: string): Make =>
  (vm) =>
    vm.newObject(vm.requireClass(`L${name};`));
const emptyArray =
  (descriptor: string, length = 3): Make =>
  (vm) =>
    vm.newArray(descriptor, length);
const exception =
  (name: string): Make =>
  (vm) =>
    vm.newThrowable(`java/lang/${name}`, 'why');

const same = (value: unknown, ...more: unknown[]): Case[] => [value, ...more].map((x) => [[x], x]);

const AE = '!ArithmeticException';
const NPE = '!NullPointerException';
const OUT = '!ArrayIndexOutOfBoundsException';

const intOps: Readonly<Record<string, Case[]>> = {
  add: [
    [[1, 2], 3],
    [[MAX, 1], MIN],
    [[MIN, MIN], 0],
  ],
  sub: [
    [[1, 2], -1],
    [[MIN, 1], MAX],
  ],
  mul: [
    [[7, -6], -42],
    [[MAX, MAX], 1],
    [[65536, 65536], 0],
    [[123456789, 987654321], -67153019],
  ],
  div: [
    [[7, 2], 3],
    [[-7, 2], -3],
    [[MIN, -1], MIN],
    [[1, 0], AE],
  ],
  rem: [
    [[7, 2], 1],
    [[-7, 2], -1],
    [[MIN, -1], 0],
    [[1, 0], AE],
  ],
  and: [
    [[12, 10], 8],
    [[-1, MIN], MIN],
  ],
  or: [[[12, 10], 14]],
  xor: [
    [[12, 10], 6],
    [[-1, 1], -2],
  ],
  shl: [
    [[1, 31], MIN],
    [[1, 33], 2],
    [[3, -1], MIN],
  ],
  shr: [
    [[MIN, 31], -1],
    [[-8, 33], -4],
  ],
  ushr: [
    [[-1, 28], 15],
    [[-1, 0], -1],
    [[MIN, 32], MIN],
  ],
};

const longOps: Readonly<Record<string, Case[]>> = {
  add: [
    [[1n, 2n], 3n],
    [[LONG_MAX, 1n], LONG_MIN],
    [[0xffffffffn, 1n], 0x100000000n],
    [[-1n, -1n], -2n],
  ],
  sub: [
    [[1n, 2n], -1n],
    [[LONG_MIN, 1n], LONG_MAX],
    [[0x100000000n, 1n], 0xffffffffn],
  ],
  mul: [
    [[7n, -6n], -42n],
    [[0x123456789abcdefn, 0xfedcba987654321n], BigInt.asIntN(64, 0x123456789abcdefn * 0xfedcba987654321n)],
    [[LONG_MAX, LONG_MAX], 1n],
    [[0xffffffffn, 0xffffffffn], BigInt.asIntN(64, 0xffffffffn * 0xffffffffn)],
    [[LONG_MIN, -1n], LONG_MIN],
  ],
  div: [
    [[7n, 2n], 3n],
    [[-7n, 2n], -3n],
    [[LONG_MIN, -1n], LONG_MIN],
    [[LONG_MAX, 10n], 922337203685477580n],
    [[4503599627370495n, 4503599627370495n], 1n],
    [[4503599627370494n, 4503599627370495n], 0n],
    [[-4503599627370495n, 3n], -1501199875790165n],
    [[1n, 0n], AE],
  ],
  rem: [
    [[7n, 2n], 1n],
    [[-7n, 2n], -1n],
    [[-8n, 2n], 0n],
    [[LONG_MIN, -1n], 0n],
    [[LONG_MAX, 10n], 7n],
    [[1n, 0n], AE],
  ],
  and: [[[0xff00ff00ff00n, 0xffff0000n], 0xff000000n & 0xffff0000n]],
  or: [[[0xff0000000000n, 0xffn], 0xff00000000ffn]],
  xor: [[[-1n, 0xffn], -256n]],
  shl: [
    [[1n, 63], LONG_MIN],
    [[1n, 64], 1n],
    [[1n, 32], 0x100000000n],
    [[0x80000001n, 31], 0x4000000080000000n],
  ],
  shr: [
    [[LONG_MIN, 63], -1n],
    [[-8n, 65], -4n],
    [[0x123456789n, 32], 1n],
    [[LONG_MIN, 31], -0x100000000n],
  ],
  ushr: [
    [[-1n, 60], 15n],
    [[-1n, 0], -1n],
    [[-1n, 32], 0xffffffffn],
    [[-1n, 1], LONG_MAX],
  ],
};

const floatOps: Readonly<Record<string, Case[]>> = {
  add: [
    [[1.5, 0.25], 1.75],
    [[16777216, 1], 16777216],
    [[NaN, 1], NaN],
  ],
  sub: [
    [[1.5, 0.25], 1.25],
    [[0, 0], 0],
  ],
  mul: [
    [[third, 3], 1],
    [[3e38, 10], Infinity],
  ],
  div: [
    [[1, 3], third],
    [[1, 0], Infinity],
    [[0, 0], NaN],
  ],
  rem: [
    [[5.5, 2], 1.5],
    [[-5.5, 2], -1.5],
    [[1, 0], NaN],
  ],
};

const doubleOps: Readonly<Record<string, Case[]>> = {
  add: [
    [[0.1, 0.2], 0.1 + 0.2],
    [[NaN, 1], NaN],
  ],
  sub: [[[0.3, 0.1], 0.3 - 0.1]],
  mul: [
    [[0.1, 3], 0.1 * 3],
    [[1e308, 10], Infinity],
  ],
  div: [
    [[1, 3], 1 / 3],
    [[-1, 0], -Infinity],
  ],
  rem: [
    [[5.5, 2], 1.5],
    [[-0, 2], -0],
    [[1e300, 7], 1e300 % 7],
  ],
};

function binary(type: string, letter: string, ops: Readonly<Record<string, Case[]>>): [string, Case[]][] {
  return Object.entries(ops).flatMap(([op, cases]): [string, Case[]][] => {
    const second = /sh/.test(op) ? 'I' : letter;
    const signature = `(${letter}${second})${letter}`;
    return [
      [`${op}_${type}${signature}`, cases],
      [`${op}_${type}_2addr${signature}`, cases],
    ];
  });
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  ge: (order) => order >= 0,
  gt: (order) => order > 0,
  le: (order) => order <= 0,
};

const branches: [string, Case[]][] = Object.entries(comparisons).flatMap(
  ([name, holds]): [string, Case[]][] => [
    [
      `if_${name}(II)Z`,
      [
        [[1, 1], holds(0)],
        [[MIN, MAX], holds(-1)],
        [[5, -5], holds(1)],
      ],
    ],
    [
      `if_${name}z(I)Z`,
      [
        [[0], holds(0)],
        [[MIN], holds(-1)],
        [[5], holds(1)],
      ],
    ],
  ],
);

const twins = text('twin');

const arrays: [string, Case[]][] = (
  [
    ['', 'I', 42],
    ['_wide', 'J', LONG_MIN],
    ['_object', 'Ljava/lang/Object;', 'anything'],
    ['_boolean', 'Z', true],
    ['_byte', 'B', -128],
    ['_char', 'C', 65535],
    ['_short', 'S', -32768],
  ] as const
).flatMap(([suffix, type, value]): [string, Case[]][] => {
  const array = `[${type}`;
  return [
    [
      `aput${suffix}(${array}I${type})V`,
      [
        [[emptyArray(array), 2, value], undefined],
        [[emptyArray(array), 3, value], OUT],
        [[emptyArray(array), -1, value], OUT],
        [[null, 0, value], NPE],
      ],
    ],
    [
      `aget${suffix}(${array}I)${type}`,
      [
        [[emptyArray(array), 2], type === 'Z' ? false : type === 'J' ? 0n : type.length > 1 ? null : 0],
        [[emptyArray(array), 3], OUT],
        [[emptyArray(array), MIN], OUT],
        [[null, 0], NPE],
      ],
    ],
  ];
});

const fields: [string, Case[]][] = (
  [
    ['', 'I', MIN, 0],
    ['_wide', 'J', LONG_MAX, 0n],
    ['_object', 'Ljava/lang/Object;', 'anything', null],
    ['_boolean', 'Z', true, false],
    ['_byte', 'B', -128, 0],
    ['_char', 'C', 65535, 0],
    ['_short', 'S', -32768, 0],
  ] as const
).flatMap(([suffix, type, value, zero]): [string, Case[]][] => [
  [`iput${suffix}(${type})${type}`, same(value)],
  [
    `iget${suffix}(Lops/Holder;)${type}`,
    [
      [[instance('ops/Holder')], zero],
      [[null], NPE],
    ],
  ],
  [`sput${suffix}(${type})V`, [[[value], undefined]]],
  [`sget${suffix}()${type}`, [[[], value]]],
]);

const square = instance('ops/Square');
const named = (method: string, expected: string, ...more: Case[]): [string, Case[]] => [
  `${method}(Lops/Square;)Ljava/lang/String;`,
  [[[square], expected], [[null], NPE], ...more],
];

const table: readonly (readonly [string, readonly Case[]])[] = [
  ...binary('int', 'I', intOps),
  ...binary('long', 'J', longOps),
  ...binary('float', 'F', floatOps),
  ...binary('double', 'D', doubleOps),
  ...Object.entries({
    add_int: (x: number, y: number) => x + y,
    rsub_int: (x: number, y: number) => y - x,
    mul_int: (x: number, y: number) => Math.imul(x, y),
    div_int: (x: number, y: number) => Math.trunc(x / y),
    rem_int: (x: number, y: number) => x % y,
    and_int: (x: number, y: number) => x & y,
    or_int: (x: number, y: number) => x | y,
    xor_int: (x: number, y: number) => x ^ y,
    shl_int: (x: number, y: number) => x << y,
    shr_int: (x: number, y: number) => x >> y,
    ushr_int: (x: number, y: number) => x >>> y,
  }).flatMap(([op, f]): [string, Case[]][] => {
    const rows = (y: number): Case[] => [12345, -12345, MAX, MIN].map((x) => [[x], (f(x, y) | 0) + 0]);
    const wide = op === 'rsub_int' ? op : `${op}_lit16`;
    const forms: [string, Case[]][] = [
      [`${op}_lit8(I)I`, rows(5)],
      [`${op}_lit8_negative(I)I`, rows(-3)],
    ];
    if (!op.includes('sh')) forms.push([`${wide}(I)I`, rows(1000)], [`${wide}_negative(I)I`, rows(-3)]);
    return forms;
  }),
  ['div_int_lit8_zero(I)I', [[[1], AE]]],
  ['rem_int_lit16_zero(I)I', [[[1], AE]]],
  [
    'neg_int(I)I',
    [
      [[5], -5],
      [[MIN], MIN],
      [[0], 0],
    ],
  ],
  ['not_int(I)I', [[[5], -6]]],
  [
    'neg_long(J)J',
    [
      [[5n], -5n],
      [[LONG_MIN], LONG_MIN],
      [[0x100000000n], -0x100000000n],
      [[0n], 0n],
    ],
  ],
  ['not_long(J)J', [[[5n], -6n]]],
  [
    'neg_float(F)F',
    [
      [[1.5], -1.5],
      [[0], -0],
      [[NaN], NaN],
    ],
  ],
  [
    'neg_double(D)D',
    [
      [[1.5], -1.5],
      [[0], -0],
      [[-Infinity], Infinity],
    ],
  ],
  [
    'int_to_long(I)J',
    [
      [[MIN], BigInt(MIN)],
      [[7], 7n],
    ],
  ],
  [
    'int_to_float(I)F',
    [
      [[16777217], 16777216],
      [[MAX], 2147483648],
    ],
  ],
  ['int_to_double(I)D', [[[MIN], MIN]]],
  ['long_to_int(J)I', [[[0x1ffffffffn], -1]]],
  [
    'long_to_float(J)F',
    [
      [[LONG_MAX], 9223372036854775807],
      [[0x8000008000000001n - 2n ** 64n], -9223371487098961920],
      [[9007199791611905n], 9007200328482816],
      [[3n], 3],
    ],
  ],
  [
    'long_to_double(J)D',
    [
      [[LONG_MAX], 9223372036854775807],
      [[-9007199254740993n], -9007199254740992],
    ],
  ],
  [
    'float_to_int(F)I',
    [
      [[1e20], MAX],
      [[-1e20], MIN],
      [[NaN], 0],
      [[-1.9], -1],
    ],
  ],
  [
    'float_to_long(F)J',
    [
      [[1e30], LONG_MAX],
      [[-1e30], LONG_MIN],
      [[NaN], 0n],
      [[-1.9], -1n],
    ],
  ],
  ['float_to_double(F)D', [[[third], third]]],
  [
    'double_to_int(D)I',
    [
      [[2147483647.9], MAX],
      [[-2147483648.9], MIN],
      [[NaN], 0],
      [[-0.5], 0],
    ],
  ],
  [
    'double_to_long(D)J',
    [
      [[1e19], LONG_MAX],
      [[-1e19], LONG_MIN],
      [[NaN], 0n],
      [[4294967296.5], 4294967296n],
      [[-4294967296.5], -4294967296n],
      [[-1.5], -1n],
    ],
  ],
  [
    'double_to_float(D)F',
    [
      [[1 / 3], third],
      [[1e300], Infinity],
      [[NaN], NaN],
    ],
  ],
  [
    'int_to_byte(I)I',
    [
      [[200], -56],
      [[-129], 127],
    ],
  ],
  [
    'int_to_char(I)I',
    [
      [[-1], 65535],
      [[65536], 0],
    ],
  ],
  ['int_to_short(I)I', [[[40000], -25536]]],
  [
    'cmpl_float(FF)I',
    [
      [[1, 2], -1],
      [[2, 1], 1],
      [[1, 1], 0],
      [[NaN, 1], -1],
      [[0, -0], 0],
    ],
  ],
  [
    'cmpg_float(FF)I',
    [
      [[1, 2], -1],
      [[2, 1], 1],
      [[1, 1], 0],
      [[NaN, 1], 1],
    ],
  ],
  [
    'cmpl_double(DD)I',
    [
      [[1, 2], -1],
      [[2, 1], 1],
      [[1, 1], 0],
      [[1, NaN], -1],
    ],
  ],
  [
    'cmpg_double(DD)I',
    [
      [[1, 2], -1],
      [[2, 1], 1],
      [[1, 1], 0],
      [[1, NaN], 1],
    ],
  ],
  [
    'cmp_long(JJ)I',
    [
      [[1n, 2n], -1],
      [[LONG_MAX, LONG_MIN], 1],
      [[0x80000000n, 0x7fffffffn], 1],
      [[5n, 5n], 0],
    ],
  ],
  ...branches,
  [
    'if_eq_object(Ljava/lang/Object;Ljava/lang/Object;)Z',
    [
      [[null, null], true],
      [[text('a'), text('a')], false],
      [[null, twins], false],
    ],
  ],
  [
    'if_ne_object(Ljava/lang/Object;Ljava/lang/Object;)Z',
    [
      [[null, null], false],
      [[text('a'), null], true],
    ],
  ],
  [
    'if_eqz_object(Ljava/lang/Object;)Z',
    [
      [[null], true],
      [[text('')], false],
    ],
  ],
  [
    'if_nez_object(Ljava/lang/Object;)Z',
    [
      [[null], false],
      [[text('')], true],
    ],
  ],
  ['goto()I', [[[], 2]]],
  ['goto_16()I', [[[], 2]]],
  ['goto_32()I', [[[], 2]]],
  ['goto_back(I)I', [[[100], 5050]]],
  [
    'packed_switch(I)I',
    [
      [[-1], 10],
      [[0], 11],
      [[1], -1],
      [[-2], -1],
      [[MIN], -1],
    ],
  ],
  [
    'sparse_switch(I)I',
    [
      [[MIN], 10],
      [[5], 11],
      [[6], -1],
    ],
  ],
  ['move(I)I', same(MIN)],
  ['move_wide(J)J', same(LONG_MIN, 1n)],
  ['move_wide_overlap_down(J)J', same(0x123456789abcdefn)],
  ['move_wide_overlap_up(J)J', same(0x123456789abcdefn)],
  ['move_object(Ljava/lang/Object;)Ljava/lang/Object;', same(null, 'x')],
  ['move_from16(I)I', same(MAX)],
  ['move_16(I)I', same(MAX)],
  ['move_wide_from16(J)J', same(LONG_MAX)],
  ['move_wide_16(J)J', same(LONG_MAX)],
  ['move_object_from16(Ljava/lang/Object;)Ljava/lang/Object;', same('x')],
  ['move_object_16(Ljava/lang/Object;)Ljava/lang/Object;', same('x')],
  ['nop(I)I', same(9)],
  ['return_void()V', [[[], undefined]]],
  ['const_4()I', [[[], -8]]],
  ['const_16()I', [[[], -32768]]],
  ['const()I', [[[], 0x12345678]]],
  ['const_high16()I', [[[], 0x7fff0000]]],
  ['const_wide_16()J', [[[], -32768n]]],
  ['const_wide_32()J', [[[], -2147483648n]]],
  ['const_wide()J', [[[], 0x123456789abcdef0n]]],
  ['const_wide_high16()J', [[[], LONG_MIN]]],
  ['const_string()Ljava/lang/String;', [[[], 'text']]],
  ['const_string_jumbo()Ljava/lang/String;', [[[], 'jumbo']]],
  ['const_string_same()Z', [[[], true]]],
  ['const_class()Ljava/lang/String;', [[[], '[I']]],
  [
    'monitor_enter(Ljava/lang/Object;)I',
    [
      [[text('lock')], 1],
      [[null], NPE],
    ],
  ],
  [
    'monitor_exit(Ljava/lang/Object;)I',
    [
      [[text('lock')], '!IllegalMonitorStateException'],
      [[null], NPE],
    ],
  ],
  [
    'check_cast(Ljava/lang/Object;)Ljava/lang/Object;',
    [
      [[text('x')], 'x'],
      [[null], null],
      [[emptyArray('[I')], '!ClassCastException'],
    ],
  ],
  [
    'instance_of(Ljava/lang/Object;)Z',
    [
      [[text('x')], true],
      [[null], false],
      [[emptyArray('[C')], false],
    ],
  ],
  [
    'instance_of_array(Ljava/lang/Object;)Z',
    [
      [[emptyArray('[Ljava/lang/String;')], true],
      [[emptyArray('[[I')], true],
      [[emptyArray('[I')], false],
    ],
  ],
  ['new_instance()Ljava/lang/String;', [[[], 'a holder']]],
  ['new_instance_abstract()I', [[[], '!InstantiationError']]],
  [
    'new_array(I)I',
    [
      [[5], 5],
      [[0], 0],
      [[-1], '!NegativeArraySizeException'],
      [[MAX], '!OutOfMemoryError'],
    ],
  ],
  [
    'array_length([I)I',
    [
      [[ints(1, 2, 3)], 3],
      [[null], NPE],
    ],
  ],
  [
    'filled_new_array(III)[I',
    [
      [
        [1, -2, 3],
        [1, -2, 3],
      ],
    ],
  ],
  [
    'filled_new_array_range(III)[I',
    [
      [
        [1, -2, 3],
        [1, -2, 3],
      ],
    ],
  ],
  [
    'filled_new_array_object(Ljava/lang/String;)[Ljava/lang/String;',
    [
      [['x'], ['x', 'x']],
      [[null], [null, null]],
    ],
  ],
  ['fill_array_data_I()[I', [[[], [1, -2, 3]]]],
  ['fill_array_data_B()[B', [[[], [1, -2, 3]]]],
  ['fill_array_data_S()[S', [[[], [1, -2, 300]]]],
  ['fill_array_data_J()[J', [[[], [1n, -2n, 0x123456789an]]]],
  ['fill_array_data_short_target()V', [[[], OUT]]],
  [
    'throw_it(Ljava/lang/Throwable;)I',
    [
      [[exception('IllegalStateException')], '!IllegalStateException'],
      [[null], NPE],
    ],
  ],
  [
    'catch_it(Ljava/lang/Throwable;)Ljava/lang/Throwable;',
    [
      [[exception('IllegalStateException')], 'java/lang/IllegalStateException'],
      [[exception('ArithmeticException')], AE],
    ],
  ],
  [
    'catch_all(Ljava/lang/Throwable;)Ljava/lang/Throwable;',
    [
      [[exception('IllegalStateException')], null],
      [[exception('ArithmeticException')], 'java/lang/ArithmeticException'],
      [[null], 'java/lang/NullPointerException'],
    ],
  ],
  ...arrays,
  ['aget_float([FI)F', [[[emptyArray('[F'), 0], 0]]],
  [
    'aput_object_strings([Ljava/lang/String;Ljava/lang/Object;)V',
    [
      [[emptyArray('[Ljava/lang/String;'), text('x')], undefined],
      [[emptyArray('[Ljava/lang/String;'), emptyArray('[I')], '!ArrayStoreException'],
    ],
  ],
  ...fields,
  ['iput_null(Lops/Holder;)V', [[[instance('ops/Holder')], undefined]]],
  ['move_result(I)I', same(MIN)],
  ['move_result_wide(J)J', same(LONG_MIN)],
  ['move_result_object(Ljava/lang/Object;)Ljava/lang/Object;', same(null, 'x')],
  named('invoke_virtual', 'square'),
  named('invoke_virtual_range', 'square'),
  named('invoke_interface', 'square'),
  named('invoke_interface_range', 'square'),
  named('invoke_direct', 'secret'),
  named('invoke_direct_range', 'secret'),
  named('invoke_super', 'shape'),
  named('invoke_super_range', 'shape'),
  named('invoke_default', 'default title'),
  ['invoke_static(IJID)D', [[[1, 2n, 3, 4.5], 8.5]]],
  ['invoke_static_plain(II)I', [[[1, 5], 4]]],
  ['invoke_static_range(II)I', [[[1, 5], -4]]],
  ['null_call()V', [[[], NPE]]],
  ['handle_exact()I', [[[], 12]]],
  ['handle_exact_range()I', [[[], 12]]],
  ['handle_boxing()Ljava/lang/Object;', [[[], '7']]],
  ['handle_wrong_type()I', [[[], '!invoke.WrongMethodTypeException']]],
  ['custom_call()I', [[[], 42]]],
  ['custom_call_range()I', [[[], 42]]],
  ['method_type()Z', [[[], true]]],
];

const fixture = new URL('fixtures/instructions.dex', import.meta.url);

function openFixture() {
  return openDex(readFileSync(fixture), 'instructions.dex');
}

function readBack(value: JavaValue): unknown {
  if (value instanceof JavaString) return value.value;
  if (value instanceof JavaArray) {
    const { element } = value.cls;
    if (element?.descriptor === 'J') return [...longsOf(value)];
    if (element?.descriptor === 'D') return [...doublesOf(value)];
    if (element?.descriptor === 'F') return [...floatsOf(value)];
    return element?.isPrimitive === true ? [...value.data] : refsOf(value).map(readBack);
  }
  if (value instanceof HeapObject) {
    const { peer } = value as JavaObject;
    return typeof peer === 'number' ? String(peer) : value.cls.name;
  }
  return value;
}

for (const [how, compile] of [
  ['interpreted', false],
  ['compiled', { calls: 1, slices: 1 }],
] as const)
  describe(`each instruction, state in and state out, ${how}`, () => {
    const vm = new Machine({ models: classes, dexFiles: [openFixture()], compile });
    for (const [method, cases] of table)
      it(`${method} gives what Java says`, () => {
        for (const [args, expected] of cases) {
          const made = args.map((arg) =>
            typeof arg === 'function' ? (arg as Make)(vm) : (arg as JavaValue),
          );
          const outcome = vm.callNow(vm.callStatic('ops/Ops', method, ...made));
          const got =
            outcome.kind === 'threw'
              ? `!${outcome.exception.cls.javaName.replace('java.lang.', '')}`
              : outcome.kind === 'returned'
                ? readBack(outcome.value)
                : outcome.kind;
          assert.deepEqual(got, expected, `${method} of ${args.map(String).join(', ')}`);
        }
        assert.deepEqual(vm.gaps.list(), []);
      });
  });

describe('the instruction tests', () => {
  it('cover every instruction there is', () => {
    const tested = new Set(table.map(([method]) => method));
    const seen = new Set<number>();
    const helpers = new Set([
      'five(IJID)D',
      'callSuper()Ljava/lang/String;',
      'callSuperRange()Ljava/lang/String;',
    ]);
    for (const cls of openFixture().classes())
      for (const method of cls.methods()) {
        const code = method.findCode();
        const name = method.ref.name + method.ref.proto.descriptor;
        if (code === undefined || !(tested.has(name) || helpers.has(name))) continue;
        for (const { opcode } of readInstructions(code)) seen.add(opcode.number);
      }
    const missing = OPCODES.flatMap((row) => (row === undefined || seen.has(row.number) ? [] : [row.name]));
    assert.deepEqual(missing, []);
  });
});
