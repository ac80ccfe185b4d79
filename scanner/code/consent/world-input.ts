import type { Budget } from '../../budget.ts';
import type { PlatformCallbacks } from '../../data/index.ts';
import type { DexClass, DexMethod } from '../../dex/index.ts';
import type { AppCode } from '../app-code.ts';
import type { NamedClasses } from '../named-classes.ts';
import type { AbstractObject, AbstractValue } from './abstract-value.ts';
import type { CallInfo } from './call-info.ts';
import type { At } from './effects.ts';

/** What the platform's own methods do; undefined where nothing special is known of one. */
export type PlatformModel = {
  call(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue | 'exit' | undefined;
  /** A field of one of the platform's classes. */
  readField(at: At, key: string): AbstractValue;
  writeField(at: At, key: string, value: AbstractValue): void;
  /** An object of the app has been made by Android: screens have handlers that layouts and pages name. */
  made(at: At | undefined, object: AbstractObject, defined: DexClass): void;
  /** Whether Android calls this method by itself once the object is there. */
  isCalledOnceMade(method: DexMethod): boolean;
};

export type WorldInput = {
  readonly app: AppCode;
  readonly callbacks: PlatformCallbacks;
  /** Code of others is followed with fewer distinctions. */
  readonly isForeign: (descriptor: string) => boolean;
  /** Bundled libraries are read instruction by instruction and not followed by value. */
  readonly isLibrary: (descriptor: string) => boolean;
  /** Instructions of interest. */
  readonly watched: ReadonlyMap<DexMethod, ReadonlySet<number>>;
  readonly named: NamedClasses;
  readonly budget: Budget;
};
