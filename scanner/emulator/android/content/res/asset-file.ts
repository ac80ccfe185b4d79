import { defineClass, type JavaObject, type Machine } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { assetPath } from './asset-path.ts';

type AssetFile = JavaObject<{ readonly bytes: Uint8Array }>;

/** AssetManager.openFd: a file of the package as it lies there. The descriptor and streams over it stay unknown. */
export function openAssetFile(vm: Machine, name: string): AssetFile {
  const bytes = vm.attached(SYSTEM).app.findFile(assetPath(name));
  if (!bytes) return vm.throwNew('java/io/FileNotFoundException', name);
  const made: AssetFile = vm.newObject('android/content/res/AssetFileDescriptor');
  made.peer = { bytes };
  return made;
}

export const assetFileDescriptor = defineClass({
  name: 'android/content/res/AssetFileDescriptor',
  interfaces: ['java/io/Closeable'],
  methods: {
    'getLength()J': (_vm, self: AssetFile) => BigInt(self.peer.bytes.length),
    'getDeclaredLength()J': (_vm, self: AssetFile) => BigInt(self.peer.bytes.length),
    'getStartOffset()J': () => 0n,
    'close()V': () => undefined,
  },
});
