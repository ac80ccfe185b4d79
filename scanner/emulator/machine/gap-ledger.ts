/**
 * Why something could not be seen.
 * UNMODELLED_METHOD, UNMODELLED_FIELD: called or read, not modelled; UNMODELLED_CLASS: known by name only;
 * NATIVE_CODE: the app's own JNI; PARTIAL_MODEL: a model said it does not know; MODEL_FAILED: our bug;
 * BAD_BYTECODE: code that a verifier would refuse; UNKNOWN_BRANCH: a branch went by an unknown value;
 * UNKNOWN_LOOP: branches in one method went by one unknown value so often that the loop was ended by an Error.
 */
export type GapCode =
  | 'UNMODELLED_METHOD'
  | 'UNMODELLED_FIELD'
  | 'UNMODELLED_CLASS'
  | 'NATIVE_CODE'
  | 'PARTIAL_MODEL'
  | 'MODEL_FAILED'
  | 'BAD_BYTECODE'
  | 'UNKNOWN_BRANCH'
  | 'UNKNOWN_LOOP';

export type LedgerEntry = {
  readonly code: GapCode;
  /** What is missing, such as `android/view/View.foo()V`; or what failed and how. */
  readonly subject: string;
  /** Who met it first, such as `com/example/Main.onCreate(Landroid/os/Bundle;)V`. */
  readonly caller: string;
  count: number;
};

const MAX_ENTRIES = 20_000;

/** Everything that a run could not see, each subject once a caller, counted. */
export class GapLedger {
  private readonly entriesByKey = new Map<string, LedgerEntry>();

  /** Counts one more; how many there are now. */
  add(code: GapCode, subject: string, caller: string): number {
    const key = `${code} ${subject} ${caller}`;
    const known = this.entriesByKey.get(key);
    if (known !== undefined) return ++known.count;
    if (this.entriesByKey.size < MAX_ENTRIES) this.entriesByKey.set(key, { code, subject, caller, count: 1 });
    return 1;
  }

  /** All entries, most frequent first, then by subject and caller. */
  list(): readonly LedgerEntry[] {
    return [...this.entriesByKey.values()].sort(
      (a, b) => b.count - a.count || compare(a.subject, b.subject) || compare(a.caller, b.caller),
    );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
