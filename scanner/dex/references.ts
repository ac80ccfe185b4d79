import type { EncodedValue } from './encoded-value.ts';

/** A field as an instruction names it. Types are descriptors, such as `Ljava/lang/String;` or `I`. */
export type FieldRef = { readonly owner: string; readonly name: string; readonly type: string };

/** What a method takes and gives, as descriptors. */
export type Proto = {
  readonly shorty: string;
  readonly returnType: string;
  readonly parameters: readonly string[];
  /** JVM form, such as `(I[B)V`. */
  readonly descriptor: string;
};

/** A method as an instruction names it. */
export type MethodRef = { readonly owner: string; readonly name: string; readonly proto: Proto };

/** Kind of a method handle; the first four name a field, the others a method. */
export type MethodHandleKind =
  | 'static-put'
  | 'static-get'
  | 'instance-put'
  | 'instance-get'
  | 'invoke-static'
  | 'invoke-instance'
  | 'invoke-constructor'
  | 'invoke-direct'
  | 'invoke-interface';

export type MethodHandleRef = {
  readonly kind: MethodHandleKind;
  readonly field?: FieldRef;
  readonly method?: MethodRef;
};

/** What invoke-custom needs: the bootstrap method, the name and type it links, and the constants it is given. */
export type CallSiteRef = {
  readonly bootstrap: MethodHandleRef;
  readonly name: string;
  readonly proto: Proto;
  readonly extra: readonly EncodedValue[];
};

/** By number in the file. */
export const METHOD_HANDLE_KINDS: readonly MethodHandleKind[] = [
  'static-put',
  'static-get',
  'instance-put',
  'instance-get',
  'invoke-static',
  'invoke-instance',
  'invoke-constructor',
  'invoke-direct',
  'invoke-interface',
];
