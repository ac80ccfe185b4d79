import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { makeObject } from '../support/java-values.ts';

const object$ = 'Ljava/lang/Object;';
const names = new WeakMap<JavaObject, HeapObject | null>();

const noSetter = (vm: Machine, self: JavaObject) =>
  vm.throwNew('java/lang/UnsupportedOperationException', `Property ${self.cls.javaName} is read-only`);

/** Properties of a view that animations name by a constant of View: `TRANSLATION_Z` and its kin. */
const viewProperties = {
  ALPHA: 'alpha',
  TRANSLATION_X: 'translationX',
  TRANSLATION_Y: 'translationY',
  TRANSLATION_Z: 'translationZ',
  X: 'x',
  Y: 'y',
  Z: 'z',
  ROTATION: 'rotation',
  ROTATION_X: 'rotationX',
  ROTATION_Y: 'rotationY',
  SCALE_X: 'scaleX',
  SCALE_Y: 'scaleY',
} as const;

const upper = (name: string) => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;

export const viewPropertyFields: NonNullable<ClassModel['fields']> = Object.fromEntries(
  Object.entries(viewProperties).map(([constant, name]) => [
    `static final ${constant}:Landroid/util/Property;`,
    (vm: Machine) => {
      const made = makeObject(vm, 'com/android/internal/ViewProperty', { name });
      names.set(made, vm.string(name));
      return made;
    },
  ]),
);

function typed(
  name: string,
  letter: 'F' | 'I',
  box: 'Float' | 'Integer',
  primitive: 'float' | 'int',
): ClassModel {
  const setBoxed = function* (vm: Machine, self: JavaObject, target: HeapObject, value: HeapObject) {
    const number = yield* vm.call(value, `${primitive}Value()${letter}`);
    yield* vm.call(self, `setValue(${object$}${letter})V`, target, number);
  };
  return defineClass({
    name,
    super: 'android/util/Property',
    flags: 'abstract',
    labels: 'container',
    methods: {
      '<init>(Ljava/lang/String;)V': (_vm, self: JavaObject, text: JavaString | null) => {
        names.set(self, text);
      },
      [`setValue(${object$}${letter})V`]: null,
      [`set(${object$}${object$})V`]: setBoxed,
      [`set(${object$}Ljava/lang/${box};)V`]: setBoxed,
    },
  });
}

export const propertyClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/util/Property',
    flags: 'abstract',
    labels: 'container',
    methods: {
      '<init>(Ljava/lang/Class;Ljava/lang/String;)V': (
        _vm,
        self: JavaObject,
        _type: HeapObject,
        text: JavaString | null,
      ) => {
        names.set(self, text);
      },
      'getName()Ljava/lang/String;': (_vm, self: JavaObject) => names.get(self) ?? null,
      'isReadOnly()Z': () => false,
      [`get(${object$})${object$}`]: null,
      [`set(${object$}${object$})V`]: noSetter,
    },
  }),
  typed('android/util/FloatProperty', 'F', 'Float', 'float'),
  typed('android/util/IntProperty', 'I', 'Integer', 'int'),
  defineClass({
    name: 'com/android/internal/ViewProperty',
    super: 'android/util/FloatProperty',
    labels: 'container',
    methods: {
      [`get(${object$})${object$}`]: function* (vm, self: JavaObject<{ name: string }>, view: HeapObject) {
        const value = yield* vm.call(view, `get${upper(self.peer.name)}()F`);
        return yield* vm.callStatic('java/lang/Float', 'valueOf(F)Ljava/lang/Float;', value);
      },
      [`setValue(${object$}F)V`]: function* (
        vm,
        self: JavaObject<{ name: string }>,
        view: HeapObject,
        value: number,
      ) {
        yield* vm.call(view, `set${upper(self.peer.name)}(F)V`, value);
      },
    },
  }),
];
