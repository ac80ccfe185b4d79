import type { ApiPermissionRow } from '../data/index.ts';
import { Code, InstructionCursor } from '../dex/index.ts';
import type { DexClass, DexFile, DexMethod } from '../dex/index.ts';
import { ACCESS } from '../dex/index.ts';
import { addProblem } from './app-code.ts';
import type { AppCode, CodeProblem } from './app-code.ts';
import { findCallTargets, findFieldTargets } from './call-targets.ts';
import type { CallTarget, FieldTarget, TargetTable } from './call-targets.ts';
import type { ChannelIndex } from './channel-index.ts';
import { OP, isFieldRead, isInvoke } from './opcodes-used.ts';
import { findNeedTable } from './permission-needs.ts';
import type { PermissionNeed, PermissionNeedIndex } from './permission-needs.ts';
import { STRING_MARK, StringMarks } from './string-marks.ts';

/** An instruction of interest: which pool its index points into. */
export type Hit = { readonly kind: 'string' | 'field' | 'call'; readonly pc: number; readonly index: number };

/** A method with at least one instruction of interest. */
export type MethodHits = { readonly method: DexMethod; readonly code: Code; readonly hits: readonly Hit[] };

/** What one pass over a file's instructions found. */
export type DexHits = {
  readonly dex: DexFile;
  readonly strings: StringMarks;
  readonly calls: TargetTable<CallTarget>;
  readonly fields: TargetTable<FieldTarget>;
  readonly methods: readonly MethodHits[];
  readonly nativeMethods: readonly DexMethod[];
  readonly permissionNeeds: readonly PermissionNeed[];
  readonly problems: readonly CodeProblem[];
};

/**
 * Walks every instruction of a file once and keeps those that load a marked string, read a field of interest or
 * call a method of interest. A class or method that is broken becomes a problem; the rest is still read.
 */
export function findHits(
  app: AppCode,
  dex: DexFile,
  channels: ChannelIndex,
  isPolicyText: (text: string) => boolean,
  needIndex: PermissionNeedIndex,
): DexHits {
  const strings = new StringMarks(dex, channels, needIndex, isPolicyText);
  const problems: CodeProblem[] = [];
  const calls = findCallTargets(dex, app.hierarchy, channels, problems);
  const fields = findFieldTargets(dex, channels, problems);
  const needs = findNeedTable(dex, app.hierarchy, needIndex);
  const permissionNeeds: PermissionNeed[] = [];
  const methods: MethodHits[] = [];
  const nativeMethods: DexMethod[] = [];
  const cursor = new InstructionCursor();

  const addNeed = (method: DexMethod, pc: number, row: ApiPermissionRow | undefined): void => {
    if (!row) return;
    // A method without a name that can be read cannot be a place.
    void method.ref;
    permissionNeeds.push({ method, pc, row });
  };

  const visitMethod = (method: DexMethod): void => {
    if ((method.accessFlags & ACCESS.native) !== 0) nativeMethods.push(method);
    if (method.codeOffset === 0) return;
    let hits: Hit[] | undefined;
    cursor.open(dex, method.codeOffset);
    while (cursor.next()) {
      const { opcode } = cursor;
      let kind: Hit['kind'];
      if (isInvoke(opcode)) {
        const need = needs.numbers[cursor.index];
        if (need) addNeed(method, cursor.pc, needs.rows[need]);
        if (!calls.numbers[cursor.index]) continue;
        kind = 'call';
      } else if (isFieldRead(opcode)) {
        if (!fields.numbers[cursor.index]) continue;
        kind = 'field';
      } else if (opcode === OP.constString || opcode === OP.constStringJumbo) {
        const marks = strings.of(cursor.index);
        if ((marks & STRING_MARK.need) !== 0)
          addNeed(method, cursor.pc, needIndex.findText(dex.string(cursor.index)));
        if ((marks & ~STRING_MARK.need) === 0) continue;
        kind = 'string';
      } else continue;
      (hits ??= []).push({ kind, pc: cursor.pc, index: cursor.index });
    }
    if (!hits) return;
    // A method without a name that can be read cannot be a place.
    void method.ref;
    methods.push({ method, code: new Code(dex, method.codeOffset, method), hits });
  };

  for (const defined of definedHere(app, dex)) {
    try {
      for (const method of defined.methods()) {
        try {
          visitMethod(method);
        } catch (error) {
          addProblem(problems, error, dex.name);
        }
      }
    } catch (error) {
      addProblem(problems, error, dex.name);
    }
  }
  return { dex, strings, calls, fields, methods, nativeMethods, permissionNeeds, problems };
}

/** Classes of a file that count: not those that an earlier file defines too. */
export function* definedHere(app: AppCode, dex: DexFile): Generator<DexClass> {
  for (const defined of dex.classes())
    if (app.hierarchy.findClass(defined.descriptor) === defined) yield defined;
}
