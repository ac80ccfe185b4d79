import { JavaString, defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaValue,
  Machine,
} from '../../machine/index.ts';
import { labelsWithin } from '../../system/pi-read.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeObject, textsOf } from '../support/java-values.ts';
import { apiLevel, isInForeground } from '../support/require-permission.ts';

type ItemState = {
  readonly text: HeapObject | null;
  readonly html: HeapObject | null;
  readonly intent: HeapObject | null;
  readonly uri: HeapObject | null;
};
type Item = JavaObject<ItemState>;
type Description = JavaObject<{ readonly label: HeapObject | null; readonly mimeTypes: readonly string[] }>;
type Clip = JavaObject<{ readonly description: Description; readonly items: Item[] }>;

const plain = 'text/plain';

function makeItem(vm: Machine, parts: Partial<ItemState>): Item {
  return makeObject(vm, 'android/content/ClipData$Item', {
    text: null,
    html: null,
    intent: null,
    uri: null,
    ...parts,
  });
}

function makeClip(vm: Machine, label: HeapObject | null, mimeType: string, item: Item): Clip {
  const description = makeObject(vm, 'android/content/ClipDescription', { label, mimeTypes: [mimeType] });
  return makeObject(vm, 'android/content/ClipData', { description, items: [item] });
}

const clips = new WeakMap<Machine, { clip: Clip | null; readonly listeners: HeapObject[] }>();

/** What lies on the clipboard; at first, what the person copied in another app. */
function clipboardOf(vm: Machine) {
  let state = clips.get(vm);
  if (!state) {
    const text = vm.string(vm.attached(SYSTEM).phone.clipboard);
    state = { clip: makeClip(vm, null, plain, makeItem(vm, { text })), listeners: [] };
    clips.set(vm, state);
  }
  return state;
}

/** From Android 10 only the app that the person sees may look at the clipboard. */
function mayRead(vm: Machine): boolean {
  return apiLevel(vm) < 29 || isInForeground(vm);
}

function read(vm: Machine): Clip | null {
  return mayRead(vm) ? clipboardOf(vm).clip : null;
}

function write(vm: Machine, clip: Clip | null): void {
  const state = clipboardOf(vm);
  state.clip = clip;
  const { events } = vm.attached(SYSTEM);
  const labels = events.toDataLabels(labelsWithin(vm, clip));
  if (labels.length > 0) events.record({ kind: 'data-sink', sink: 'clipboard', target: 'clipboard', labels });
  if (state.listeners.length === 0) return;
  vm.attached(SYSTEM).postToMain('clipboard listeners', function* () {
    for (const listener of [...state.listeners]) yield* vm.call(listener, 'onPrimaryClipChanged()V');
  });
}

/** Sets the clipboard as another app would, or as an Appium client asks for. */
export function setClipboardText(vm: Machine, text: string): void {
  clipboardOf(vm).clip = makeClip(vm, null, plain, makeItem(vm, { text: vm.string(text) }));
}

/** Text on the clipboard, for an Appium client. */
export function clipboardText(vm: Machine): string {
  const text = clipboardOf(vm).clip?.peer.items[0]?.peer.text;
  return text instanceof JavaString ? text.value : '';
}

const listenerType = 'Landroid/content/ClipboardManager$OnPrimaryClipChangedListener;';

const clipboardManager = defineClass({
  name: 'android/content/ClipboardManager',
  super: 'android/text/ClipboardManager',
  labels: 'container',
  methods: {
    'getPrimaryClip()Landroid/content/ClipData;': (vm) => read(vm),
    'getPrimaryClipDescription()Landroid/content/ClipDescription;': (vm) =>
      read(vm)?.peer.description ?? null,
    'hasPrimaryClip()Z': (vm) => read(vm) !== null,
    'setPrimaryClip(Landroid/content/ClipData;)V': (vm, _self: JavaObject, clip: Clip | null) =>
      write(vm, clip),
    'clearPrimaryClip()V': (vm) => write(vm, null),
    'getText()Ljava/lang/CharSequence;': (vm) => read(vm)?.peer.items[0]?.peer.text ?? null,
    'setText(Ljava/lang/CharSequence;)V': (vm, _self: JavaObject, text: HeapObject | null) =>
      write(vm, makeClip(vm, null, plain, makeItem(vm, { text }))),
    'hasText()Z': (vm) => {
      const text = read(vm)?.peer.items[0]?.peer.text;
      return text !== null && text !== undefined;
    },
    [`addPrimaryClipChangedListener(${listenerType})V`]: (
      vm: Machine,
      _self: JavaObject,
      listener: HeapObject,
    ) => {
      clipboardOf(vm).listeners.push(listener);
    },
    [`removePrimaryClipChangedListener(${listenerType})V`]: (
      vm: Machine,
      _self: JavaObject,
      listener: HeapObject,
    ) => {
      const { listeners } = clipboardOf(vm);
      const at = listeners.indexOf(listener);
      if (at >= 0) listeners.splice(at, 1);
    },
  },
});

const clipData = defineClass({
  name: 'android/content/ClipData',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
  methods: {
    'static newPlainText(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Landroid/content/ClipData;': (
      vm,
      label: HeapObject | null,
      text: HeapObject | null,
    ) => makeClip(vm, label, plain, makeItem(vm, { text })),
    'static newIntent(Ljava/lang/CharSequence;Landroid/content/Intent;)Landroid/content/ClipData;': (
      vm,
      label: HeapObject | null,
      intent: HeapObject | null,
    ) => makeClip(vm, label, 'text/vnd.android.intent', makeItem(vm, { intent })),
    'static newRawUri(Ljava/lang/CharSequence;Landroid/net/Uri;)Landroid/content/ClipData;': (
      vm,
      label: HeapObject | null,
      uri: HeapObject | null,
    ) => makeClip(vm, label, 'text/uri-list', makeItem(vm, { uri })),
    '<init>(Ljava/lang/CharSequence;[Ljava/lang/String;Landroid/content/ClipData$Item;)V': (
      vm,
      self: Clip,
      label: HeapObject | null,
      mimeTypes: JavaArray,
      item: Item,
    ) => {
      const description = makeObject(vm, 'android/content/ClipDescription', {
        label,
        mimeTypes: textsOf(mimeTypes),
      });
      self.peer = { description, items: [item] };
    },
    'getItemCount()I': (_vm, self: Clip) => self.peer.items.length,
    'getItemAt(I)Landroid/content/ClipData$Item;': (vm, self: Clip, index: number) =>
      self.peer.items[index] ?? vm.throwNew('java/lang/IndexOutOfBoundsException', `Index: ${index}`),
    'addItem(Landroid/content/ClipData$Item;)V': (_vm, self: Clip, item: Item) => {
      self.peer.items.push(item);
    },
    'getDescription()Landroid/content/ClipDescription;': (_vm, self: Clip) => self.peer.description,
  },
});

const clipItem = defineClass({
  name: 'android/content/ClipData$Item',
  labels: 'container',
  methods: {
    '<init>(Ljava/lang/CharSequence;)V': (_vm, self: Item, text: HeapObject | null) => {
      self.peer = { text, html: null, intent: null, uri: null };
    },
    '<init>(Landroid/net/Uri;)V': (_vm, self: Item, uri: HeapObject | null) => {
      self.peer = { text: null, html: null, intent: null, uri };
    },
    '<init>(Landroid/content/Intent;)V': (_vm, self: Item, intent: HeapObject | null) => {
      self.peer = { text: null, html: null, intent, uri: null };
    },
    'getText()Ljava/lang/CharSequence;': (_vm, self: Item) => self.peer.text,
    'getHtmlText()Ljava/lang/String;': (_vm, self: Item) => self.peer.html,
    'getIntent()Landroid/content/Intent;': (_vm, self: Item) => self.peer.intent,
    'getUri()Landroid/net/Uri;': (_vm, self: Item) => self.peer.uri,
    'coerceToText(Landroid/content/Context;)Ljava/lang/CharSequence;': function* (vm, self: Item) {
      const { text, uri } = self.peer;
      const value: JavaValue = text ?? (uri ? yield* vm.textOf(uri) : '');
      return value;
    },
  },
});

const clipDescription = defineClass({
  name: 'android/content/ClipDescription',
  labels: 'container',
  methods: {
    'getLabel()Ljava/lang/CharSequence;': (_vm, self: Description) => self.peer.label,
    'getMimeTypeCount()I': (_vm, self: Description) => self.peer.mimeTypes.length,
    'getMimeType(I)Ljava/lang/String;': (_vm, self: Description, index: number) =>
      self.peer.mimeTypes[index] ?? null,
    'hasMimeType(Ljava/lang/String;)Z': (vm, self: Description, wanted: JavaString) => {
      const [kind = '', detail = ''] = vm.text(wanted).split('/');
      return self.peer.mimeTypes.some((type) => {
        const [ownKind, ownDetail] = type.split('/');
        return (kind === '*' || kind === ownKind) && (detail === '*' || detail === ownDetail);
      });
    },
    'getTimestamp()J': (vm) => BigInt(vm.epochMs),
  },
});

/** The clipboard. */
export const clipboardClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/text/ClipboardManager',
    flags: 'abstract',
    methods: {
      '<init>()V': () => undefined,
      'getText()Ljava/lang/CharSequence;': null,
      'setText(Ljava/lang/CharSequence;)V': null,
      'hasText()Z': null,
    },
  }),
  clipboardManager,
  clipData,
  clipItem,
  clipDescription,
  defineClass({
    name: 'android/content/ClipboardManager$OnPrimaryClipChangedListener',
    flags: 'interface',
    methods: { 'onPrimaryClipChanged()V': null },
  }),
];
