import { asksPerson, isGranted, type PermissionQuestion, type PermissionState } from './permission-rules.ts';

/** What the person has decided about each permission of the app. */
export class PermissionStore {
  readonly #decisions = new Map<string, PermissionState>();
  readonly #asked = new Map<string, number>();
  readonly #question: (permission: string) => Omit<PermissionQuestion, 'decision'>;

  constructor(question: (permission: string) => Omit<PermissionQuestion, 'decision'>) {
    this.#question = question;
  }

  isGranted(permission: string): boolean {
    return isGranted(this.#full(permission));
  }

  /** Would asking for it show a dialog? */
  asksPerson(permission: string): boolean {
    return asksPerson(this.#full(permission));
  }

  decisionOf(permission: string): PermissionState {
    return this.#decisions.get(permission) ?? 'unset';
  }

  decide(permission: string, state: PermissionState): void {
    this.#decisions.set(permission, state);
  }

  /** Counts a request; answers which one it is, from 1. */
  countRequest(permission: string): number {
    const count = (this.#asked.get(permission) ?? 0) + 1;
    this.#asked.set(permission, count);
    return count;
  }

  #full(permission: string): PermissionQuestion {
    return { ...this.#question(permission), decision: this.decisionOf(permission) };
  }
}
