import type { Command } from '../command.ts';
import { UsageError } from '../usage.ts';

/** `appgov device`: an Appium server with the embedded emulator. */
export const device: Command = async () => {
  throw new UsageError('the embedded emulator cannot be driven through Appium yet.');
};
