import { errors } from '@appium/base-driver';
import { ElementDriver } from './element-driver.ts';

const knownFinger = 1;

/** What a person does with the phone beside its screen: messages that come in, fingers, cards, and dark colours. */
export class PersonDriver extends ElementDriver {
  #night = false;

  /** As on Android's own emulator, fingers are numbered; the phone knows the first. True when an app waited for one. */
  async mobileFingerprint(fingerprintId: unknown): Promise<boolean> {
    const finger = Number(fingerprintId);
    if (!Number.isInteger(finger) || finger < 1)
      throw new errors.InvalidArgumentError('fingerprintId is a number from 1.');
    return this.act((device) => device.touchFingerprint(finger === knownFinger));
  }

  async mobileSendSms(phoneNumber: unknown, message: unknown): Promise<void> {
    await this.act((device) => device.receiveSms(String(phoneNumber), String(message)));
  }

  /** True when an app waited for a card. */
  async mobileNfcTag(): Promise<boolean> {
    return this.act((device) => device.touchNfcTag());
  }

  async mobileSetUiMode(mode: string, value: string): Promise<void> {
    this.#requireNight(mode);
    if (value !== 'yes' && value !== 'no') throw new errors.InvalidArgumentError('value is yes or no.');
    this.#night = value === 'yes';
    await this.act((device) => device.configure({ night: this.#night }));
  }

  async mobileGetUiMode(mode: string): Promise<string> {
    this.#requireNight(mode);
    return this.#night ? 'yes' : 'no';
  }

  /** The language of the phone, as the capabilities `language` and `locale` of UiAutomator2 set it. */
  async mobileSetLocale(language: unknown, country: unknown): Promise<void> {
    const locale = { language: String(language).toLowerCase(), country: String(country).toUpperCase() };
    if (!/^[a-z]{2,3}$/.test(locale.language) || !/^[A-Z]{2}$/.test(locale.country))
      throw new errors.InvalidArgumentError('language and country are such as zh and CN.');
    await this.act((device) => device.configure({ locale }));
  }

  async mobileViewportScreenshot(): Promise<string> {
    return this.getScreenshot();
  }

  /** The key that a keyboard would show for what the field expects. */
  async mobilePerformEditorAction(action: unknown): Promise<void> {
    const known = ['normal', 'unspecified', 'none', 'go', 'search', 'send', 'next', 'done', 'previous'];
    if (!known.includes(String(action)))
      throw new errors.InvalidArgumentError(`action is one of ${known.join(', ')}.`);
    const enter = 66;
    await this.act((device) => device.pressKeyCode(enter));
  }

  #requireNight(mode: string): void {
    if (mode !== 'night')
      throw new errors.UnsupportedOperationError('Of the modes of the interface only night can be set.');
  }
}
