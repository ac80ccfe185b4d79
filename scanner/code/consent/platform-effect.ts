import type { AbstractValue } from './abstract-value.ts';
import type { CallInfo } from './call-info.ts';
import type { At } from './effects.ts';
import type { PlatformCalls } from './platform-calls.ts';

/** A call of a method of the platform. */
export type PlatformCall = {
  readonly at: At;
  readonly info: CallInfo;
  readonly args: readonly AbstractValue[];
  readonly receiver: AbstractValue;
};

/** What such a call gives back; undefined where nothing special is known of it, `exit` where it ends the process. */
export type PlatformEffect = (model: PlatformCalls, call: PlatformCall) => AbstractValue | 'exit' | undefined;
