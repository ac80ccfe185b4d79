/** Where a fact was seen. Every finding points at places; a renderer turns each kind into a link or a line. */
export type Place =
  | {
      readonly kind: 'manifest';
      /** Slash path of elements, e.g. `manifest/application/activity[.Main]`. */ readonly path: string;
    }
  | CodePlace
  | {
      readonly kind: 'file';
      /** Entry name inside the package. */ readonly file: string;
      readonly offsetBytes?: number;
    }
  | { readonly kind: 'event'; readonly eventNumber: number; readonly scenarioId: string }
  | { readonly kind: 'screenshot'; readonly screenshotId: string; readonly boundsPx?: BoundsPx }
  | {
      readonly kind: 'policy';
      readonly documentId: string;
      readonly sentence: string;
      readonly offsetChars: number;
    }
  | { readonly kind: 'certificate'; readonly sha256: string }
  | { readonly kind: 'listing'; readonly listingId: string; readonly field: string }
  | {
      /** Something of the platform that the device did not carry out faithfully. */
      readonly kind: 'platform';
      /** As bytecode names it, e.g. `android/nfc/NfcAdapter.enable()Z`. */
      readonly member: string;
      /** The method of the app or a library that met it first; empty where the system did. */
      readonly caller: string;
      readonly count: number;
    };

/** An instruction in the app's bytecode. */
export type CodePlace = {
  readonly kind: 'code';
  /** Dotted class name as written in source, e.g. `com.example.Main$1`. */
  readonly className: string;
  /** Empty for a fact about the class itself. */
  readonly method: string;
  /** JVM descriptor of the method, e.g. `(I)V`. */
  readonly descriptor: string;
  /** Offset of the instruction in 16-bit code units, as dexdump prints it. */
  readonly pc: number;
  /** Source line from debug information, when kept. */
  readonly line?: number;
  /** Entry name of the dex file, e.g. `classes2.dex`. */
  readonly dex: string;
};

/** A rectangle in physical pixels of the device. */
export type BoundsPx = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};
