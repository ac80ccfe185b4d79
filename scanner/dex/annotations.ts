import type { DexFile } from './dex-file.ts';
import { badDex } from './byte-cursor.ts';
import { readEncodedAnnotation } from './encoded-value.ts';
import type { EncodedAnnotation } from './encoded-value.ts';

/** An annotation as it stands on a class, member or parameter. */
export type DexAnnotation = EncodedAnnotation & { readonly visibility: 'build' | 'runtime' | 'system' };

/** All annotations of one class. Members are keyed by their field or method index in the file. */
export type AnnotationsDirectory = {
  readonly onClass: readonly DexAnnotation[];
  readonly onFields: ReadonlyMap<number, readonly DexAnnotation[]>;
  readonly onMethods: ReadonlyMap<number, readonly DexAnnotation[]>;
  /** For each method, one list a parameter. */
  readonly onParameters: ReadonlyMap<number, readonly (readonly DexAnnotation[])[]>;
};

const NONE: AnnotationsDirectory = {
  onClass: [],
  onFields: new Map(),
  onMethods: new Map(),
  onParameters: new Map(),
};

const VISIBILITIES = ['build', 'runtime', 'system'] as const;

/** Reads an annotations_directory_item; offset 0 means that the class has none. */
export function readAnnotationsDirectory(dex: DexFile, offset: number): AnnotationsDirectory {
  if (offset === 0) return NONE;
  const cursor = dex.cursor(offset);
  const classOffset = cursor.u32();
  const fieldCount = cursor.u32();
  const methodCount = cursor.u32();
  const parameterCount = cursor.u32();
  cursor.checkCount(fieldCount + methodCount + parameterCount, 8);
  const onFields = new Map<number, readonly DexAnnotation[]>();
  const onMethods = new Map<number, readonly DexAnnotation[]>();
  const onParameters = new Map<number, readonly (readonly DexAnnotation[])[]>();
  for (let i = 0; i < fieldCount; i++) onFields.set(cursor.u32(), readSet(dex, cursor.u32()));
  for (let i = 0; i < methodCount; i++) onMethods.set(cursor.u32(), readSet(dex, cursor.u32()));
  for (let i = 0; i < parameterCount; i++) onParameters.set(cursor.u32(), readSetList(dex, cursor.u32()));
  return { onClass: readSet(dex, classOffset), onFields, onMethods, onParameters };
}

function readSetList(dex: DexFile, offset: number): DexAnnotation[][] {
  const cursor = dex.cursor(offset);
  const count = cursor.checkCount(cursor.u32(), 4);
  return Array.from({ length: count }, () => readSet(dex, cursor.u32()));
}

function readSet(dex: DexFile, offset: number): DexAnnotation[] {
  if (offset === 0) return [];
  const cursor = dex.cursor(offset);
  const count = cursor.checkCount(cursor.u32(), 4);
  const annotations: DexAnnotation[] = [];
  for (let i = 0; i < count; i++) {
    const at = cursor.u32();
    const item = dex.cursor(at);
    const visibility = VISIBILITIES[item.u8()];
    if (visibility === undefined) badDex(dex.name, 'An annotation has an unknown visibility', at);
    annotations.push({ visibility, ...readEncodedAnnotation(dex, item) });
  }
  return annotations;
}
