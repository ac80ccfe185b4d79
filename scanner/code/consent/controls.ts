import { meaningOf, namesPolicy, speaksOfPrivacy } from '../../data/index.ts';
import type { AbstractObject, AbstractValue } from './abstract-value.ts';
import type { ConsentSigns } from './consent-signs.ts';

/** What a control's tap means: to agree, something else, or it cannot be told. */
export type ControlMeaning = {
  readonly kind: 'agree' | 'other' | 'unknown';
  /** Whether what stands around the control speaks of privacy. */
  readonly isSure: boolean;
  readonly label?: string;
};

/** Names of parts that platform objects are told. */
export const TEXT = 'text';
export const SAYS = 'says';
export const VIEW_ID = 'id';
/** Number of the string resource that an object stands for. */
export const RESOURCE = 'resource';

const MAX_DEPTH = 3;
/** Longer texts speak of withdrawing among other things. */
const LONGEST_TITLE = 60;

/** The texts that a value may be shown as. */
export function textsOf(value: AbstractValue | undefined, signs: ConsentSigns, depth = 0): readonly string[] {
  const texts: string[] = [];
  for (const atom of value?.atoms ?? []) {
    if (typeof atom === 'string') texts.push(atom);
    else if (typeof atom === 'number') texts.push(...signs.textsOf(atom));
    else if (depth < MAX_DEPTH)
      for (const part of [TEXT, RESOURCE])
        texts.push(...textsOf(atom.parts?.get(part)?.value, signs, depth + 1));
  }
  return texts;
}

/** What a tap on the control means, by its texts, those of layouts that name it, and at last by its own name. */
export function meaningOfControl(
  control: AbstractObject | undefined,
  extraTexts: readonly string[],
  says: AbstractValue | undefined,
  signs: ConsentSigns,
): ControlMeaning {
  const texts = [...extraTexts];
  const around = [...textsOf(says, signs)];
  const names: string[] = [];
  if (control) {
    texts.push(...textsOf(control.parts?.get(TEXT)?.value, signs));
    for (const id of control.parts?.get(VIEW_ID)?.value.atoms ?? []) {
      if (typeof id !== 'number') continue;
      for (const each of signs.controls.get(id) ?? []) {
        texts.push(...each.texts);
        around.push(...each.around);
      }
      const name = signs.nameOf(id);
      if (name !== undefined) names.push(name);
    }
  }
  return meaningOfTexts(texts, names, around);
}

export function meaningOfTexts(
  texts: readonly string[],
  names: readonly string[],
  around: readonly string[],
): ControlMeaning {
  const isNearPrivacy = around.some(speaksOfPrivacy);
  const isAsked = around.some(namesPolicy) && !around.some(takesBack);
  const agreed = texts.find((text) => isAgreement(text, isAsked));
  if (agreed !== undefined)
    return { kind: 'agree', isSure: isNearPrivacy || namesPolicy(agreed), label: agreed };
  if (texts.some((text) => text.trim() !== '')) return { kind: 'other', isSure: true };
  const named = names.find(isAgreeName);
  if (named !== undefined) return { kind: 'agree', isSure: isNearPrivacy, label: named };
  return { kind: names.length > 0 && names.some(isOtherName) ? 'other' : 'unknown', isSure: false };
}

/**
 * Whether a label agrees. Soft ones (OK, continue) do where a policy `isAsked` about. A box to tick says more than a
 * button: longer texts count when they name a policy.
 */
export function isAgreement(text: string, isAsked: boolean): boolean {
  const meaning = meaningOf(text);
  if (meaning === 'agree') return true;
  if (meaning === 'soft') return isAsked;
  return (
    meaning === undefined &&
    namesPolicy(text) &&
    /^\s*(我?已?(阅读|仔细).{0,10}同意|我?同意|i (have read|agree)|agree|accept)/i.test(text)
  );
}

/** Confirming that consent is withdrawn or an account closed is no agreement. */
function takesBack(text: string): boolean {
  return text.length < LONGEST_TITLE && /撤回|注销|withdraw|revoke|delete/i.test(text);
}

function isAgreeName(name: string): boolean {
  const parts = toParts(name);
  return (
    parts.some((part) => /^(agree|accept|tongyi)$/.test(part)) &&
    !parts.some((part) => /^(not?|dis|un|refuse|dont|text|title|content|link)$/.test(part))
  );
}

function isOtherName(name: string): boolean {
  return toParts(name).some((part) =>
    /^(refuse|reject|deny|disagree|cancel|close|back|exit|decline|skip)$/.test(part),
  );
}

function toParts(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\d]+/);
}
