/** A value of android.content.SharedPreferences. */
export type PreferenceValue =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'long'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string; readonly label: number }
  | { readonly kind: 'string-set'; readonly value: readonly string[] };

/** The preference files of the app; they outlive its process, and go when its data is cleared. */
export class PreferenceStore {
  readonly #files = new Map<string, Map<string, PreferenceValue>>();

  open(name: string): Map<string, PreferenceValue> {
    let file = this.#files.get(name);
    if (!file) {
      file = new Map();
      this.#files.set(name, file);
    }
    return file;
  }

  clearAll(): void {
    this.#files.clear();
  }
}
