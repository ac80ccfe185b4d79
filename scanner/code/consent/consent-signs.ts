import type { ConsentMeaning } from '../../data/index.ts';

/** A control of a layout, by what it says. */
export type LayoutControl = {
  readonly id?: number;
  readonly texts: readonly string[];
  /** What the layout says, all of it. */
  readonly around: readonly string[];
};

/** A call that a page of HTML makes into the app when a control is tapped. */
export type PageCall = {
  readonly texts: readonly string[];
  readonly args: readonly (number | string)[];
  readonly around: readonly string[];
};

/** What an app's resources and pages say of consent, as the code is read against it. */
export type ConsentSigns = {
  /** Whether a policy, an agreement or consent is spoken of anywhere outside code. */
  readonly hasWords: boolean;
  /** Whether all of it could be read. */
  readonly isComplete: boolean;
  /** A string resource in the languages that are looked at. */
  readonly textsOf: (resourceId: number) => readonly string[];
  /** Entry name of a resource, e.g. `btn_agree`. */
  readonly nameOf: (resourceId: number) => string | undefined;
  /** Controls of layouts in which something is agreed to, by their ids. */
  readonly controls: ReadonlyMap<number, readonly LayoutControl[]>;
  /** Those with android:onClick, by the method they name. */
  readonly handlers: ReadonlyMap<string, readonly LayoutControl[]>;
  /** By the method of the object that the page calls. */
  readonly pageCalls: ReadonlyMap<string, readonly PageCall[]>;
};

export type { ConsentMeaning };
