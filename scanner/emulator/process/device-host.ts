import { loadScannerData } from '../../data/index.ts';
import { loadDeviceParts } from '../device/device-parts.ts';
import type { EmulatorOptions, EmulatorSession } from './emulator-session.ts';
import type { WebLink } from '../web/web-link.ts';
import { makeEmulator } from './open-emulator.ts';
import { openSample, type OpenSample } from './open-sample.ts';

/** Opens devices in this process, one after another; what they are made of is loaded once, and a sample is read once. */
export class DeviceHost {
  readonly #parts = loadDeviceParts(loadScannerData().piChannels);
  readonly #web: WebLink | undefined;
  #opened: { readonly key: string; readonly sample: OpenSample } | undefined;

  constructor(web?: WebLink) {
    this.#web = web;
  }

  async open(options: EmulatorOptions): Promise<EmulatorSession> {
    const key = options.apkFiles.join('\n');
    if (this.#opened?.key !== key) this.#opened = { key, sample: openSample(options.apkFiles) };
    const parts = { ...(await this.#parts), ...(this.#web && { web: this.#web }) };
    return makeEmulator(parts, this.#opened.sample, options);
  }
}
