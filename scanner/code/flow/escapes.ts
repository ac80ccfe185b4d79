import type { DexMethod, Instruction } from '../../dex/index.ts';
import type { CallInfo, CallTable } from './call-info.ts';
import type { FlowTypes } from './flow-types.ts';
import type { Listings } from './listing.ts';

const MAX_DEPTH = 3;
const MAX_UNITS = 600;
const ALL = 0x7fffffff;

/**
 * Which parameters of a method may become reachable from elsewhere: stored, returned, or handed to code that may do so.
 * A bit for each, the receiver's first. Flow-insensitive and ready to say yes, since no only sharpens.
 */
export class Escapes {
  private readonly types: FlowTypes;
  private readonly calls: CallTable;
  private readonly listings: Listings;
  private readonly known = new Map<DexMethod, number>();

  constructor(types: FlowTypes, calls: CallTable, listings: Listings) {
    this.types = types;
    this.listings = listings;
    this.calls = calls;
  }

  of(method: DexMethod, depth = 0): number {
    const known = this.known.get(method);
    if (known !== undefined) return known;
    if (depth >= MAX_DEPTH) return ALL;
    this.known.set(method, ALL);
    const found = this.scan(method, depth);
    this.known.set(method, found);
    return found;
  }

  private scan(method: DexMethod, depth: number): number {
    const code = method.findCode();
    if (code === undefined || code.unitCount > MAX_UNITS) return ALL;
    const holds = new Int32Array(code.registerCount);
    firstRegisters(method, code.registerCount - code.insCount).forEach((register, index) => {
      if (index < 31) holds[register] = 1 << index;
    });
    const instructions = [...this.listings.of(code).instructions.values()];
    // Copies may stand before what they copy in file order; two rounds see all but made-up chains.
    for (let round = 0; round < 2; round++)
      for (const { opcode, registers } of instructions)
        if (opcode.number >= 0x07 && opcode.number <= 0x09)
          holds[registers[0] ?? 0] = (holds[registers[0] ?? 0] ?? 0) | (holds[registers[1] ?? 0] ?? 0);
    let escaped = 0;
    for (const instruction of instructions) escaped |= this.escapedBy(instruction, holds, method, depth);
    return escaped;
  }

  private escapedBy(instruction: Instruction, holds: Int32Array, method: DexMethod, depth: number): number {
    const { opcode, registers, index } = instruction;
    const held = (at: number): number => holds[registers[at] ?? -1] ?? 0;
    switch (opcode.number) {
      case 0x11:
      case 0x4d:
      case 0x5b:
      case 0x69:
        return held(0);
      case 0x24:
      case 0x25:
        return registers.reduce((bits, register) => bits | (holds[register] ?? 0), 0);
      default:
    }
    if (opcode.reference !== 'method') return 0;
    const { dex } = method.owner;
    const info = this.calls.of(dex, index);
    const isStatic = opcode.name.startsWith('invoke-static');
    const places = argumentRegisters(info, isStatic, registers);
    const bits = places.map((register) => holds[register] ?? 0);
    if (bits.every((bit) => bit === 0)) return 0;
    const targets =
      info.isAppClass && !info.isModelled ? this.types.virtual(info.ref.owner, info.key).slice(0, 4) : [];
    let escaped = 0;
    if (targets.length === 0) {
      if (!keepsArguments(info)) return 0;
      bits.forEach((bit, at) => {
        if (isStatic || at > 0 || info.ref.name !== '<init>') escaped |= bit;
      });
      return escaped;
    }
    for (const target of targets) {
      const mask = this.of(target, depth + 1);
      bits.forEach((bit, at) => {
        if ((mask & (1 << at)) !== 0) escaped |= bit;
      });
    }
    return escaped;
  }
}

/** Whether a library method may keep what it is given, so that other code of the app can come to it. */
export function keepsArguments(info: CallInfo): boolean {
  const steps = info.flow?.steps;
  return (
    steps === undefined ||
    steps.length === 0 ||
    steps.some(
      ({ kind }) =>
        kind === 'add' || kind === 'put' || kind === 'copy' || kind === 'call' || kind === 'listener',
    )
  );
}

/** First register of each parameter, the receiver's first. */
export function firstRegisters(method: DexMethod, first: number): readonly number[] {
  const registers: number[] = [];
  let at = first;
  if (!method.isStatic) registers.push(at++);
  for (const type of method.ref.proto.parameters) {
    registers.push(at);
    at += type === 'J' || type === 'D' ? 2 : 1;
  }
  return registers;
}

/** First register of each argument of a call, the receiver's first. */
export function argumentRegisters(
  info: CallInfo,
  isStatic: boolean,
  registers: readonly number[],
): readonly number[] {
  const found: number[] = [];
  let at = 0;
  if (!isStatic) found.push(registers[at++] ?? -1);
  for (const type of info.ref.proto.parameters) {
    found.push(registers[at] ?? -1);
    at += type === 'J' || type === 'D' ? 2 : 1;
  }
  return found;
}
