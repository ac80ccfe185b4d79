import type { Code } from './code.ts';
import type { DexFile } from './dex-file.ts';
import type { MethodHandleRef, MethodRef } from './references.ts';
import type { Instruction } from './instruction.ts';

const HANDLE_NAMES: Readonly<Record<MethodHandleRef['kind'], string>> = {
  'static-put': 'put-static',
  'static-get': 'get-static',
  'instance-put': 'put-instance',
  'instance-get': 'get-instance',
  'invoke-static': 'invoke-static',
  'invoke-instance': 'invoke-instance',
  'invoke-constructor': 'invoke-constructor',
  'invoke-direct': 'invoke-direct',
  'invoke-interface': 'invoke-interface',
};

/** One line of disassembly in the spelling of Android's dexdump, without its address column and trailing comment. */
export function renderInstruction(code: Code, instruction: Instruction): string {
  const operands = renderOperands(code, instruction);
  return operands === '' ? instruction.opcode.name : `${instruction.opcode.name} ${operands}`;
}

function renderOperands(code: Code, instruction: Instruction): string {
  const { opcode, registers, target } = instruction;
  const { dex } = code;
  const plain = registers.map((register) => `v${register}`).join(', ');
  switch (opcode.format) {
    case '10t':
    case '20t':
    case '30t':
      return hex(target, 4);
    case '21t':
    case '22t':
      return `${plain}, ${hex(target, 4)}`;
    case '31t':
      return `${plain}, ${hex(target, 8)}`;
    case '11n':
    case '21s':
    case '22b':
    case '22s':
    case '31i':
    case '51l':
      return `${plain}, #${opcode.format === '51l' ? 'long' : 'int'} ${instruction.literal}`;
    case '21h':
      return `${plain}, #${opcode.setsWide ? 'long' : 'int'} ${instruction.literal}`;
    case '21c':
    case '31c':
    case '22c':
      return `${plain}, ${renderReference(dex, instruction)}`;
    case '35c':
    case '3rc':
    case '45cc':
    case '4rcc':
      return `{${plain}}, ${renderReference(dex, instruction)}`;
    default:
      return plain;
  }
}

function renderReference(dex: DexFile, { opcode, index, protoIndex }: Instruction): string {
  switch (opcode.reference) {
    case 'string':
      return JSON.stringify(dex.string(index));
    case 'type':
      return dex.type(index);
    case 'field': {
      const field = dex.field(index);
      return `${field.owner}.${field.name}:${field.type}`;
    }
    case 'method':
      return renderMethod(dex.method(index));
    case 'method+proto':
      return `${renderMethod(dex.method(index))}, ${dex.proto(protoIndex).descriptor}`;
    case 'proto':
      return dex.proto(index).descriptor;
    case 'method-handle': {
      const handle = dex.methodHandle(index);
      return HANDLE_NAMES[handle.kind];
    }
    case 'call-site':
      return `call_site@${hex(index, 4)}`;
    case undefined:
      return '';
  }
}

function renderMethod(method: MethodRef): string {
  return `${method.owner}.${method.name}:${method.proto.descriptor}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
