import type { CallSiteRef } from '../../dex/index.ts';
import { box } from './boxing.ts';
import type { JavaValue, Steps } from './class-model.ts';
import { parameterKinds } from './java-class.ts';
import type { Machine } from './machine.ts';
import { HeapObject } from './values.ts';

/** Marks in a recipe of StringConcatFactory: an argument, and a constant. */
const ARGUMENT = '\u0001';
const CONSTANT = '\u0002';

/** What StringConcatFactory's call sites give: their arguments' texts, joined as the recipe says. */
export function* concatenate(vm: Machine, site: CallSiteRef, args: readonly JavaValue[]): Steps<JavaValue> {
  const kinds = parameterKinds(site.proto.descriptor);
  const [recipe, ...constants] = site.extra;
  const pattern = recipe?.kind === 'string' ? recipe.value : ARGUMENT.repeat(args.length);
  let text = '';
  let argument = 0;
  for (const character of pattern) {
    if (character === ARGUMENT) {
      const value = args[argument];
      const object =
        value instanceof HeapObject || value === null ? value : box(vm, kinds.charAt(argument), value);
      text += yield* vm.textOf(object);
      argument++;
    } else if (character === CONSTANT) {
      const constant = constants.shift();
      text += constant !== undefined && 'value' in constant ? String(constant.value) : 'null';
    } else text += character;
  }
  return vm.string(text);
}
