export { openDex, openDexContainer } from './open-dex.ts';
export { DexFile } from './dex-file.ts';
export type {
  CallSiteRef,
  FieldRef,
  MethodHandleKind,
  MethodHandleRef,
  MethodRef,
  Proto,
} from './references.ts';
export { ACCESS, DexClass, DexField, DexMethod } from './dex-class.ts';
export { Code } from './code.ts';
export type { CatchHandler, TryBlock } from './code.ts';
export type { DebugInfo, LineEntry } from './debug-info.ts';
export type { EncodedAnnotation, EncodedValue } from './encoded-value.ts';
export type { AnnotationsDirectory, DexAnnotation } from './annotations.ts';
export { OPCODES, OPCODE_BY_NAME, OPCODE_UNITS } from './opcodes.ts';
export type { Format, Opcode, ReferenceKind } from './opcodes.ts';
export { InstructionCursor } from './instruction-cursor.ts';
export { readArrayPayload, readInstruction, readInstructions, readSwitchPayload } from './instruction.ts';
export type { ArrayPayload, Instruction, SwitchPayload } from './instruction.ts';
export { renderInstruction } from './render-instruction.ts';
export { toClassName, toDescriptor } from './names.ts';
