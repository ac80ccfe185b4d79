import type {
  ClassModel,
  HeapObject,
  JavaObject,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { attrId } from './styled.ts';

/** What a view is constructed with. */
export type ViewArguments = {
  readonly context: JavaObject | null;
  readonly attributes: HeapObject | null;
  readonly defaultStyleAttribute: number;
  readonly defaultStyle: number;
};

/** A class's own part of construction; its superclass's part has run before. */
export type ViewInit = (vm: Machine, self: JavaObject, given: ViewArguments) => Steps<void> | void;

export type ViewClass = Omit<ClassModel, 'super'> & {
  readonly super?: string;
  /** Theme attribute that names the default style, e.g. `buttonStyle`. */
  readonly defaultStyle?: string;
  readonly init?: ViewInit;
};

type Ancestry = { readonly parent: string | undefined; readonly init: ViewInit | undefined };

const ancestryByClass = new Map<string, Ancestry>();

/** Constructions of a class and its superclasses, outermost first. Asked for when a view is made, not when it is defined. */
function initsOf(className: string): readonly ViewInit[] {
  const inits: ViewInit[] = [];
  for (let at: string | undefined = className; at !== undefined;) {
    const ancestry = ancestryByClass.get(at);
    if (ancestry?.init) inits.unshift(ancestry.init);
    at = ancestry?.parent;
  }
  return inits;
}

const descriptors = [
  '(Landroid/content/Context;)V',
  '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
  '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
  '(Landroid/content/Context;Landroid/util/AttributeSet;II)V',
] as const;

/**
 * A class of views with the four usual constructors; the first two take the class's default style.
 */
export function viewClass(spec: ViewClass): ClassModel {
  const { defaultStyle: ownStyle, init, methods, ...model } = spec;
  const parent = spec.super ?? 'android/view/View';
  ancestryByClass.set(spec.name, { parent: spec.name === 'android/view/View' ? undefined : parent, init });
  let inits: readonly ViewInit[] | undefined;
  const style = ownStyle ?? '';

  const constructors = Object.fromEntries(
    descriptors.map((descriptor) => {
      const construct: NativeMethod = function* (
        vm: Machine,
        self: JavaObject,
        context: JavaObject | null,
        attributes: HeapObject | null = null,
        defaultStyleAttribute?: number,
        defaultStyle = 0,
      ): Steps<void> {
        const given: ViewArguments = {
          context,
          attributes,
          defaultStyleAttribute: defaultStyleAttribute ?? (style === '' ? 0 : attrId(vm, style)),
          defaultStyle,
        };
        inits ??= initsOf(spec.name);
        for (const each of inits) {
          const steps = each(vm, self, given);
          if (steps) yield* steps;
        }
      };
      return [`<init>${descriptor}`, construct] as const;
    }),
  );
  return {
    ...model,
    ...(spec.name === 'android/view/View' ? {} : { super: parent }),
    methods: { ...constructors, ...methods },
  };
}
