import type { DeviceSession } from './device.ts';
import { askMobile, translate, type Client } from './webdriver-client.ts';

const androidKeys = { back: 4, home: 3, enter: 66, recents: 187, power: 26 } as const;

export type TouchCommands = Pick<DeviceSession, 'screenshot' | 'tap' | 'type' | 'swipe' | 'pressKey'>;

/** What a hand does, in the words that every Android driver of Appium knows. */
export function toTouchCommands(client: () => Promise<Client>): TouchCommands {
  return {
    screenshot: async () => {
      const session = await client();
      return translate('screenshot', async () => Buffer.from(await session.takeScreenshot(), 'base64'));
    },
    tap: async (xPx, yPx) => askMobile(await client(), 'clickGesture', { x: xPx, y: yPx }),
    type: async (text) => askMobile(await client(), 'type', { text }),
    swipe: async (fromXPx, fromYPx, toXPx, toYPx, durationMs) => {
      const session = await client();
      return translate('swipe', () =>
        session.performActions([
          {
            type: 'pointer',
            id: 'finger',
            parameters: { pointerType: 'touch' },
            actions: [
              { type: 'pointerMove', duration: 0, x: fromXPx, y: fromYPx },
              { type: 'pointerDown', button: 0 },
              { type: 'pointerMove', duration: durationMs, x: toXPx, y: toYPx },
              { type: 'pointerUp', button: 0 },
            ],
          },
        ]),
      );
    },
    pressKey: async (key) => askMobile(await client(), 'pressKey', { keycode: androidKeys[key] }),
  };
}
