import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, JavaString, Machine, Steps } from '../../machine/index.ts';
import { enumConstants, enumName, enumValueOf, newEnumConstant } from '../../java/lang/enum.ts';

/** A modelled enum with nothing but its constants. */
export function enumModel(name: string, constants: readonly string[]): ClassModel {
  const classOf = (vm: Machine) => vm.classes.platformClass(name);
  return defineClass({
    name,
    super: 'java/lang/Enum',
    flags: 'final enum',
    labels: 'container',
    fields: Object.fromEntries(
      constants.map((constant, ordinal) => [
        `static final enum ${constant}:L${name};`,
        (vm: Machine) => newEnumConstant(vm, name, constant, ordinal),
      ]),
    ),
    methods: {
      [`static values()[L${name};`]: function* (vm) {
        return vm.arrayOf(`[L${name};`, yield* enumConstants(vm, classOf(vm)));
      },
      [`static valueOf(Ljava/lang/String;)L${name};`]: (vm, text: JavaString | null) =>
        enumValueOf(vm, classOf(vm), vm.text(text)),
    },
  });
}

/** A constant of a modelled enum; null for a name that is none. */
export function* enumConstant(vm: Machine, name: string, constant: string): Steps<JavaObject | null> {
  const cls = vm.classes.platformClass(name);
  yield* vm.initClass(cls);
  const key = `${constant}:L${name};`;
  const value = cls.fields.has(key) ? vm.getStatic(cls, key) : null;
  return value instanceof JavaObject ? value : null;
}

/** Name of an enum constant as one of `names`, or the fallback for null and the unknown. */
export function nameOf<T extends string>(value: JavaObject | null, names: readonly T[], fallback: T): T {
  if (!value) return fallback;
  const text = enumName(value);
  return names.find((each) => each === text) ?? fallback;
}
