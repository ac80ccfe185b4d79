/** A privacy policy or list that came as a file with an app. */
export type PolicyFile = {
  /** Of its blob. */
  readonly sha256: string;
  readonly fileName: string;
};
