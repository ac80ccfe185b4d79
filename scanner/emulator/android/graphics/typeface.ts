import { defineClass } from '../../machine/index.ts';
import type { JavaObject, JavaString, Machine } from '../../machine/index.ts';
import type { TextFont } from './fonts.ts';

export type TypefaceState = {
  readonly family: NonNullable<TextFont['family']>;
  readonly bold: boolean;
  readonly italic: boolean;
};
export type Typeface = JavaObject<TypefaceState>;

const boldWeight = 600;
const plain: TypefaceState = { family: 'sans-serif', bold: false, italic: false };

export function makeTypeface(vm: Machine, state: TypefaceState): Typeface {
  const made = vm.newObject<TypefaceState>('android/graphics/Typeface');
  made.peer = state;
  return made;
}

function familyOf(name: string | undefined): TypefaceState['family'] {
  if (name === 'monospace' || name === 'serif-monospace') return 'monospace';
  return name === 'serif' ? 'serif' : 'sans-serif';
}

/** Typeface.create by family name; `sans-serif-medium` and heavier are drawn bold, there being two weights. */
export function typefaceOf(name: string | undefined, style: number): TypefaceState {
  const isHeavy = /-(medium|bold|black)$/.test(name ?? '');
  return {
    family: familyOf(name),
    bold: (style & 1) !== 0 || (isHeavy && !name?.endsWith('-medium')),
    italic: (style & 2) !== 0,
  };
}

const constant = (state: TypefaceState) => (vm: Machine) => makeTypeface(vm, state);

export const typeface = defineClass({
  name: 'android/graphics/Typeface',
  fields: {
    'static final NORMAL:I': 0,
    'static final BOLD:I': 1,
    'static final ITALIC:I': 2,
    'static final BOLD_ITALIC:I': 3,
    'static final DEFAULT:Landroid/graphics/Typeface;': constant(plain),
    'static final DEFAULT_BOLD:Landroid/graphics/Typeface;': constant({ ...plain, bold: true }),
    'static final SANS_SERIF:Landroid/graphics/Typeface;': constant(plain),
    'static final SERIF:Landroid/graphics/Typeface;': constant({ ...plain, family: 'serif' }),
    'static final MONOSPACE:Landroid/graphics/Typeface;': constant({ ...plain, family: 'monospace' }),
  },
  methods: {
    'static create(Ljava/lang/String;I)Landroid/graphics/Typeface;': (
      vm,
      name: JavaString | null,
      style: number,
    ) => makeTypeface(vm, typefaceOf(name?.value, style)),
    'static create(Landroid/graphics/Typeface;I)Landroid/graphics/Typeface;': (
      vm,
      base: Typeface | null,
      style: number,
    ) =>
      makeTypeface(vm, {
        family: base?.peer.family ?? 'sans-serif',
        bold: (style & 1) !== 0,
        italic: (style & 2) !== 0,
      }),
    'static create(Landroid/graphics/Typeface;IZ)Landroid/graphics/Typeface;': (
      vm,
      base: Typeface | null,
      weight: number,
      italic: boolean,
    ) => makeTypeface(vm, { family: base?.peer.family ?? 'sans-serif', bold: weight >= boldWeight, italic }),
    'static defaultFromStyle(I)Landroid/graphics/Typeface;': (vm, style: number) =>
      makeTypeface(vm, typefaceOf(undefined, style)),
    // The app's own fonts are drawn in the phone's: the text is what is looked at, not its letter forms.
    'static createFromAsset(Landroid/content/res/AssetManager;Ljava/lang/String;)Landroid/graphics/Typeface;':
      (vm) => makeTypeface(vm, plain),
    'static createFromFile(Ljava/io/File;)Landroid/graphics/Typeface;': (vm) => makeTypeface(vm, plain),
    'static createFromFile(Ljava/lang/String;)Landroid/graphics/Typeface;': (vm) => makeTypeface(vm, plain),
    'getStyle()I': (_vm, self: Typeface) => (self.peer.bold ? 1 : 0) | (self.peer.italic ? 2 : 0),
    'getWeight()I': (_vm, self: Typeface) => (self.peer.bold ? 700 : 400),
    'final isBold()Z': (_vm, self: Typeface) => self.peer.bold,
    'final isItalic()Z': (_vm, self: Typeface) => self.peer.italic,
  },
});
