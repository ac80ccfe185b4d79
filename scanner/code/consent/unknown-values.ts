import type { DexMethod } from '../../dex/index.ts';
import { ANY, DOUBT, withDoubt } from './abstract-value.ts';
import type { AbstractValue } from './abstract-value.ts';

const CONSENT_NAME = /priva|agree|consent|polic|protocol|yinsi|xieyi/i;

/** Platform classes whose objects are told things that matter later. */
export function isTold(type: string): boolean {
  return (
    type.startsWith('Landroid/widget/') ||
    type.startsWith('Landroid/view/') ||
    type.startsWith('Landroid/text/Spannable') ||
    type.endsWith('$Builder;') ||
    type === 'Landroid/content/Intent;' ||
    type === 'Ljava/io/File;'
  );
}

export function anyArgs(method: DexMethod): AbstractValue[] {
  return new Array<AbstractValue>(method.ref.proto.parameters.length + (method.isStatic ? 0 : 1)).fill(ANY);
}

/** What comes of unknown code that was given these. */
export function unknownFrom(args: readonly AbstractValue[]): AbstractValue {
  return args.some((value) => value.doubt) ? DOUBT : ANY;
}

/** What is named after consent and yet not understood may be the answer. */
export function nameDoubt(name: string, type: string, value: AbstractValue): AbstractValue {
  return value.any && (type === 'Z' || type === 'I') && isConsentName(name) ? withDoubt(value) : value;
}

export function isConsentName(name: string): boolean {
  return CONSENT_NAME.test(name);
}
