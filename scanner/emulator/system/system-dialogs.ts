import type { WindowManager } from './window-manager.ts';
import { windowTypes } from './window-manager.ts';

/** A dialog of the system itself, such as the one that asks for a permission. */
export type SystemDialog = {
  readonly windowId: string;
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly SystemButton[];
};

export type SystemButton = {
  /** Resource entry name as the real permission controller has it, e.g. `permission_allow_button`. */
  readonly id: string;
  readonly text: string;
  readonly press: () => void;
};

/** The part of the system that shows a dialog. */
export type DialogOwner = { readonly ownerPackage: string; readonly ownerClass: string };

const permissionController: DialogOwner = {
  ownerPackage: 'com.android.permissioncontroller',
  ownerClass: 'com.android.permissioncontroller.permission.ui.GrantPermissionsActivity',
};

/** The system's open dialogs, by window. */
export class SystemDialogs {
  readonly #dialogs = new Map<string, SystemDialog>();
  readonly #windows: WindowManager;

  constructor(windows: WindowManager) {
    this.#windows = windows;
  }

  open(
    kind: 'system-permission' | 'system-other',
    content: Omit<SystemDialog, 'windowId'>,
    owner: DialogOwner = permissionController,
  ): SystemDialog {
    const window = this.#windows.open({
      kind,
      ...owner,
      title: content.title,
      root: undefined,
      parentId: undefined,
      params: {
        type: windowTypes.application,
        flags: 0x2,
        width: -1,
        height: -2,
        gravity: 0x51,
        x: 0,
        y: 0,
        dimAmount: 0.6,
        alpha: 1,
      },
    });
    const dialog: SystemDialog = { ...content, windowId: window.id };
    this.#dialogs.set(window.id, dialog);
    return dialog;
  }

  find(windowId: string): SystemDialog | undefined {
    return this.#dialogs.get(windowId);
  }

  /** Takes a dialog away without an answer. */
  close(windowId: string): void {
    if (this.#dialogs.delete(windowId)) this.#windows.close(windowId);
  }

  /** Closes the dialog, then does what the button means. */
  press(windowId: string, buttonId: string): void {
    const dialog = this.#dialogs.get(windowId);
    const button = dialog?.buttons.find((candidate) => candidate.id === buttonId);
    if (!button) return;
    this.#dialogs.delete(windowId);
    this.#windows.close(windowId);
    button.press();
  }
}
