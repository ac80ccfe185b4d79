import { createCanvas, loadImage } from '@napi-rs/canvas';
import { errors, W3C_ELEMENT_KEY } from '@appium/base-driver';
import { readAlert } from './alerts.ts';
import { findBySelector } from './find-by-selector.ts';
import { renderPageSource } from './page-source.ts';
import { findByScrolling } from './scroll.ts';
import { SessionDriver } from './session-driver.ts';
import { readActions } from './touch-actions.ts';
import { toTypedParts } from './typed-keys.ts';
import { findAttribute } from './ui-attributes.ts';
import { centreOf, isDisplayed, walk, type UiNode } from './ui-node.ts';
import { readSelector } from './ui-selector.ts';

type ElementReference = { readonly [W3C_ELEMENT_KEY]: string; readonly ELEMENT: string };

const findAgainMs = 250;
const deleteKey = 67;
const moveEndKey = 123;

/** What is on the screen, and what fingers and keys do to it. */
export class ElementDriver extends SessionDriver {
  override findElOrEls(
    strategy: string,
    selector: string,
    many: true,
    context?: string,
  ): Promise<ElementReference[]>;
  override findElOrEls(
    strategy: string,
    selector: string,
    many: false,
    context?: string,
  ): Promise<ElementReference>;
  override async findElOrEls(
    strategy: string,
    selector: string,
    many: boolean,
    context?: string,
  ): Promise<ElementReference | ElementReference[]> {
    let found = await this.#find(strategy, selector, context);
    // An implicit wait passes on the device's own clock, so it costs a person nothing.
    for (let waitedMs = 0; found.length === 0 && waitedMs < this.implicitWaitMs; waitedMs += findAgainMs) {
      await this.act((device) => device.passTime(Math.min(findAgainMs, this.implicitWaitMs - waitedMs)));
      found = await this.#find(strategy, selector, context);
    }
    if (many) return found.map((node) => this.#reference(node));
    const [first] = found;
    if (!first)
      throw new errors.NoSuchElementError(`Nothing on the screen matches ${strategy} '${selector}'.`);
    return this.#reference(first);
  }

  override async getPageSource(): Promise<string> {
    const { tree, roots } = await this.screen.read();
    return renderPageSource(tree, roots);
  }

  async getScreenshot(): Promise<string> {
    return toBase64(await this.device.screenshot());
  }

  async getElementScreenshot(elementId: string): Promise<string> {
    const { left, top, right, bottom } = (await this.screen.element(elementId)).node.boundsPx;
    if (right <= left || bottom <= top) throw new errors.UnableToCaptureScreen('The element has no size.');
    const image = await loadImage(Buffer.from(await this.device.screenshot()));
    const canvas = createCanvas(right - left, bottom - top);
    canvas.getContext('2d').drawImage(image, -left, -top);
    return toBase64(canvas.toBuffer('image/png'));
  }

  async getText(elementId: string): Promise<string> {
    return (await this.screen.element(elementId)).node.text;
  }

  async getName(elementId: string): Promise<string> {
    return (await this.screen.element(elementId)).node.className;
  }

  async getAttribute(name: string, elementId: string): Promise<string | null> {
    const value = findAttribute(await this.screen.element(elementId), name);
    if (value === undefined) throw new errors.InvalidArgumentError(`Views have no attribute '${name}'.`);
    return value;
  }

  async getProperty(name: string, elementId: string): Promise<string | null> {
    return this.getAttribute(name, elementId);
  }

  async elementDisplayed(elementId: string): Promise<boolean> {
    return isDisplayed(await this.screen.element(elementId));
  }

  async elementEnabled(elementId: string): Promise<boolean> {
    return (await this.screen.element(elementId)).node.enabled;
  }

  async elementSelected(elementId: string): Promise<boolean> {
    const { node } = await this.screen.element(elementId);
    return node.selected || node.checked;
  }

  async getElementRect(elementId: string): Promise<{ x: number; y: number; width: number; height: number }> {
    const { left, top, right, bottom } = (await this.screen.element(elementId)).node.boundsPx;
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  async active(): Promise<ElementReference> {
    const focused = [...walk((await this.screen.read()).roots)].find(({ node }) => node.focused);
    if (!focused) throw new errors.NoSuchElementError('No view has the input focus.');
    return this.#reference(focused);
  }

  async click(elementId: string): Promise<void> {
    await this.tapNode(await this.screen.element(elementId));
  }

  async clear(elementId: string): Promise<void> {
    const node = await this.#focus(elementId);
    await this.act(async (device) => {
      await device.pressKeyCode(moveEndKey);
      for (let left = node.node.text.length; left > 0; left--) await device.pressKeyCode(deleteKey);
    });
  }

  async setValue(text: string | string[], elementId: string): Promise<void> {
    await this.#focus(elementId);
    await this.typeText(Array.isArray(text) ? text.join('') : text);
  }

  async setValueImmediate(text: string, elementId: string): Promise<void> {
    await this.setValue(text, elementId);
  }

  async performActions(actions: unknown[]): Promise<void> {
    const plan = await readActions(actions, async (id) => centreOf(await this.screen.element(id)));
    await this.act(async (device) => {
      if (plan.touch.length > 0) await device.touch(plan.touch);
      const restMs = plan.durationMs - (plan.touch.at(-1)?.atMs ?? 0);
      if (restMs > 0) await device.passTime(restMs);
    });
    if (plan.typed !== '') await this.typeText(plan.typed);
  }

  async releaseActions(): Promise<void> {
    // Fingers never stay down between commands on this device.
  }

  async back(): Promise<void> {
    await this.act((device) => device.pressKey('back'));
  }

  async getAlertText(): Promise<string> {
    return readAlert(await this.screen.read()).text;
  }

  async postAcceptAlert(): Promise<void> {
    await this.#press(readAlert(await this.screen.read()).accept);
  }

  async postDismissAlert(): Promise<void> {
    const { dismiss } = readAlert(await this.screen.read());
    if (dismiss) await this.tapNode(dismiss);
    else await this.back();
  }

  protected async tapNode(node: UiNode): Promise<void> {
    if (!isDisplayed(node)) throw new errors.ElementNotVisibleError('The element is outside of its window.');
    const { xPx, yPx } = centreOf(node);
    await this.act((device) => device.tap(xPx, yPx));
  }

  protected async typeText(text: string): Promise<void> {
    await this.act(async (device) => {
      for (const part of toTypedParts(text)) {
        if (part.kind === 'text') await device.type(part.text);
        else await device.pressKeyCode(part.keyCode);
      }
    });
  }

  async #press(button: UiNode | undefined): Promise<void> {
    if (!button) throw new errors.InvalidArgumentError('The dialog has no button that means this.');
    await this.tapNode(button);
  }

  /** A tap gives a text field the focus; one that has it already keeps its cursor. */
  async #focus(elementId: string): Promise<UiNode> {
    const node = await this.screen.element(elementId);
    if (!node.node.focused) await this.tapNode(node);
    return node;
  }

  async #find(strategy: string, selector: string, context: string | undefined): Promise<UiNode[]> {
    const screen = await this.screen.read();
    const below = context === undefined ? undefined : await this.screen.element(context);
    const roots = below ? below.children : screen.roots;
    const where = (test: (node: UiNode) => boolean) => [...walk(roots)].filter(test);
    switch (strategy) {
      case 'xpath':
        return screen.findByXPath(selector, below);
      case 'id': {
        const full = selector.includes(':id/') ? selector : `${this.opened.packageName}:id/${selector}`;
        return where(({ node }) => node.resourceId === full || node.resourceId === selector);
      }
      case 'accessibility id':
        return where(({ node }) => node.description === selector);
      case 'class name':
        return where(({ node }) => node.className === selector);
      case '-android uiautomator': {
        const chain = readSelector(selector);
        return chain.type === 'UiScrollable'
          ? findByScrolling(this.device, this.screen, chain)
          : findBySelector(roots, chain);
      }
      default:
        throw new errors.InvalidSelectorError(`There is no locator strategy '${strategy}'.`);
    }
  }

  #reference(node: UiNode): ElementReference {
    const id = this.screen.idOf(node);
    return { [W3C_ELEMENT_KEY]: id, ELEMENT: id };
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
