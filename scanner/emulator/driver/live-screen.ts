import { errors } from '@appium/base-driver';
import type { ScreenTree } from '../../device/device.ts';
import type { EmulatorSession } from '../process/emulator-session.ts';
import { findByXPath, toXDocument, type XDocument } from './find-by-xpath.ts';
import { toUiRoots, walk, type UiNode } from './ui-node.ts';

/** One reading of the screen, kept until something may have changed it. */
export type Screen = {
  readonly tree: ScreenTree;
  readonly roots: readonly UiNode[];
  /** Below `context` when it is given. */
  readonly findByXPath: (selector: string, context: UiNode | undefined) => UiNode[];
};

type Known = {
  readonly path: string;
  readonly className: string;
  readonly resourceId: string;
};

/** The screen as clients see it between commands, and the elements that they hold references to. */
export class LiveScreen {
  readonly #session: Pick<EmulatorSession, 'tree'>;
  readonly #elements = new Map<string, Known>();
  readonly #ids = new Map<string, string>();
  readonly #allWindows: () => boolean;
  #screen: Promise<Screen> | undefined;
  #readAllWindows = false;

  constructor(session: Pick<EmulatorSession, 'tree'>, allWindows: () => boolean) {
    this.#session = session;
    this.#allWindows = allWindows;
  }

  /** To be called by every command that may change what is on the screen. */
  invalidate(): void {
    this.#screen = undefined;
  }

  async read(): Promise<Screen> {
    const allWindows = this.#allWindows();
    if (!this.#screen || allWindows !== this.#readAllWindows) {
      this.#readAllWindows = allWindows;
      this.#screen = this.#session.tree().then((tree) => toScreen(tree, allWindows));
    }
    return this.#screen;
  }

  /** The id under which clients know a view; the same view gets the same one. */
  idOf(node: UiNode): string {
    const known: Known = {
      path: node.path,
      className: node.node.className,
      resourceId: node.node.resourceId,
    };
    const key = JSON.stringify(known);
    const id = this.#ids.get(key) ?? `embedded-${this.#ids.size + 1}`;
    this.#ids.set(key, id);
    this.#elements.set(id, known);
    return id;
  }

  /** The view behind an id. Throws NoSuchElement for an id never given, StaleElementReference for a view that is gone. */
  async element(id: string): Promise<UiNode> {
    const known = this.#elements.get(id);
    if (!known) throw new errors.NoSuchElementError(`No element was ever given the id '${id}'.`);
    const { roots } = await this.read();
    for (const node of walk(roots)) {
      if (node.path !== known.path) continue;
      if (node.node.className === known.className && node.node.resourceId === known.resourceId) return node;
      break;
    }
    throw new errors.StaleElementReferenceError(
      `${known.className} ${known.resourceId} is no longer on the screen.`,
    );
  }
}

function toScreen(tree: ScreenTree, allWindows: boolean): Screen {
  const roots = toUiRoots(tree, allWindows);
  let document: XDocument | undefined;
  return {
    tree,
    roots,
    findByXPath: (selector, context) => findByXPath((document ??= toXDocument(roots)), selector, context),
  };
}
