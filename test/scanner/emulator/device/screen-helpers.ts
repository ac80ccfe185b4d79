import type { ScreenNode, ScreenWindow } from '../../../../scanner/device/device.ts';
import type { EmbeddedDevice } from '../../../../scanner/emulator/device/embedded-device.ts';
import { openFixture } from './open-fixture.ts';

/** A device with a fixture app started. */
export async function launchFixture(app: string): Promise<EmbeddedDevice> {
  const device = await openFixture(app);
  device.launch();
  return device;
}

export function frontWindow(device: EmbeddedDevice): ScreenWindow {
  const window = device.tree().windows.at(-1);
  if (!window) throw new Error('No window is on the screen.');
  return window;
}

export function nodesOf(node: ScreenNode | undefined): ScreenNode[] {
  return node ? [node, ...node.children.flatMap(nodesOf)] : [];
}

export function textsOf(window: ScreenWindow): string[] {
  return nodesOf(window.root).flatMap(({ text }) => (text === '' ? [] : [text]));
}

/** Taps the middle of the front window's node with a text, description or id. */
export function tapOn(device: EmbeddedDevice, what: string): void {
  const node = nodesOf(frontWindow(device).root).find(
    ({ text, description, resourceId }) =>
      text === what || description === what || resourceId.endsWith(`/${what}`),
  );
  if (!node) throw new Error(`${what} is not on the screen.`);
  const { left, top, right, bottom } = node.boundsPx;
  device.tap(Math.round((left + right) / 2), Math.round((top + bottom) / 2));
}
