import { defineClass } from '../../../machine/index.ts';
import type { JavaObject, JavaString, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { openAssetFile } from './asset-file.ts';
import { assetPath } from './asset-path.ts';
import { appResources } from './resources-state.ts';
import { makeXmlParser } from './xml-parser.ts';

export function makeAssetManager(vm: Machine): JavaObject {
  return vm.newObject('android/content/res/AssetManager');
}

/** A java.io.InputStream over bytes. */
export function* openBytes(vm: Machine, bytes: Uint8Array): Steps<JavaObject> {
  return yield* vm.construct('java/io/ByteArrayInputStream', '([B)V', vm.byteArray(bytes));
}

function* openAsset(vm: Machine, name: string): Steps<JavaObject> {
  const bytes = vm.attached(SYSTEM).app.findFile(assetPath(name));
  if (!bytes) return vm.throwNew('java/io/FileNotFoundException', name);
  return yield* openBytes(vm, bytes);
}

export const assetManager = defineClass({
  name: 'android/content/res/AssetManager',
  flags: 'final',
  interfaces: ['java/lang/AutoCloseable'],
  labels: 'container',
  methods: {
    'open(Ljava/lang/String;)Ljava/io/InputStream;': (vm, _self: JavaObject, name: JavaString | null) =>
      openAsset(vm, vm.text(name)),
    'open(Ljava/lang/String;I)Ljava/io/InputStream;': (vm, _self: JavaObject, name: JavaString | null) =>
      openAsset(vm, vm.text(name)),
    'openFd(Ljava/lang/String;)Landroid/content/res/AssetFileDescriptor;': (
      vm,
      _self: JavaObject,
      name: JavaString | null,
    ) => openAssetFile(vm, vm.text(name)),
    'list(Ljava/lang/String;)[Ljava/lang/String;': (vm, _self: JavaObject, folder: JavaString | null) => {
      const path = assetPath(vm.text(folder)).replace(/\/*$/, '/');
      const names = new Set<string>();
      for (const file of vm.attached(SYSTEM).app.fileNames)
        if (file.startsWith(path)) names.add(file.slice(path.length).split('/')[0] ?? '');
      names.delete('');
      return vm.arrayOf('[Ljava/lang/String;', [...names].sort());
    },
    'openXmlResourceParser(Ljava/lang/String;)Landroid/content/res/XmlResourceParser;': (
      vm,
      _self: JavaObject,
      name: JavaString | null,
    ) => {
      const file = vm.text(name);
      const root = vm.attached(SYSTEM).app.findXml(file);
      return root ? makeXmlParser(vm, root, file, false) : vm.throwNew('java/io/FileNotFoundException', file);
    },
    'getLocales()[Ljava/lang/String;': (vm) => {
      const locales = new Set<string>();
      for (const { language, region } of appResources(vm).peer.set.app?.table.configs() ?? [])
        if (language !== '') locales.add(region === '' ? language : `${language}-${region}`);
      return vm.arrayOf('[Ljava/lang/String;', [...locales].sort());
    },
    'close()V': () => undefined,
  },
});
