import type { StepText } from './dynamic-facts.ts';
import type { Place } from './place.ts';

/** A sentence of a policy document. */
export type PolicyPlace = Extract<Place, { kind: 'policy' }>;

export type PolicyDocumentKind =
  | 'policy'
  | 'summary'
  | 'children'
  | 'sdk-list'
  | 'collected-list'
  | 'shared-list'
  | 'permission-list'
  | 'agreement';

/** What a document says once somewhere, whatever it is about; the keys of scanner/data/policy/elements.tsv and those
 *  that are read as values. */
export type PolicyElement = {
  /** e.g. `operator-name`, `contact-email`, `effective-date`, `right-delete`, `response-days`. */
  readonly element: string;
  /** The name, address, date or number of days, where the element has one. */
  readonly value?: string;
  /** How to use a right, where the sentence says it: a menu path, an address, a function. */
  readonly route?: string;
  /** Working days, for `response-days`; days of the calendar are turned into them. */
  readonly days?: number;
  readonly place: PolicyPlace;
};

/** One sentence, row or item that says what happens to kinds of personal information. */
export type PolicyStatement = {
  /** Who does it: the app, a named SDK, or another recipient. */
  readonly party: 'app' | 'sdk' | 'partner';
  /** As the document writes it; absent for the app. */
  readonly partyName?: string;
  /** Ids of scanner/data/sdks.tsv that the name may stand for; empty where it is not known. */
  readonly sdkIds: readonly string[];
  readonly act: 'collect' | 'share' | 'permission';
  /** Keys of scanner/data/policy/items.tsv in the order of the text; `any` for personal information as a whole. */
  readonly items: readonly string[];
  /** Taxonomy keys that the items state by their own word. */
  readonly piTypes: readonly string[];
  /** Taxonomy keys that only a broader word of the items covers. */
  readonly broadPiTypes: readonly string[];
  /** The sentence says that it does not happen. */
  readonly negated: boolean;
  /** The clause that limits it, e.g. `未经您同意` or `when you take a picture`. */
  readonly condition?: string;
  /** Keys of scanner/data/policy/purposes.tsv. */
  readonly purposes: readonly string[];
  /** The words of the purpose. */
  readonly purposeText?: string;
  readonly necessity?: 'required' | 'optional';
  readonly sensitive: boolean;
  /** Android permissions named, without prefix. */
  readonly permissions: readonly string[];
  /** Vague phrases met, e.g. `等信息`. */
  readonly vague: readonly string[];
  readonly place: PolicyPlace;
};

/** One third party of a list or table. */
export type PolicySdkEntry = {
  readonly name: string;
  readonly sdkIds: readonly string[];
  readonly vendor?: string;
  readonly packageName?: string;
  readonly purposeText?: string;
  readonly purposes: readonly string[];
  readonly items: readonly string[];
  readonly piTypes: readonly string[];
  readonly broadPiTypes: readonly string[];
  readonly method?: string;
  readonly link?: string;
  /** What the entry leaves out. */
  readonly lacks: readonly ('vendor' | 'purpose' | 'types' | 'link')[];
  readonly place: PolicyPlace;
};

/** One document and what it discloses. Facts only: what the text says, not whether that is enough. */
export type PolicyFacts = {
  /** `policy-1`, ...: the `documentId` of its places. */
  readonly id: string;
  readonly kind: PolicyDocumentKind;
  readonly title: string;
  readonly language: 'zh' | 'en' | 'other';
  readonly format: 'html' | 'text' | 'pdf' | 'docx' | 'image';
  readonly origin: PolicyOrigin;
  /** Over the bytes as they came; lower-case hex. */
  readonly sha256: string;
  readonly charCount: number;
  /** Whether the whole of it could be read. */
  readonly complete: boolean;
  /** It was read from pictures, and how sure that reading is; never complete then. */
  readonly ocrConfidencePercent?: number;
  readonly elements: readonly PolicyElement[];
  readonly statements: readonly PolicyStatement[];
  readonly sdkEntries: readonly PolicySdkEntry[];
  /** What a privacy policy must say and neither this document nor another one that was read says; only for `policy`. */
  readonly missing: readonly { readonly element: string; readonly place: PolicyPlace }[];
  /** Documents that it points to, such as an SDK list on a page of its own. */
  readonly links: readonly {
    readonly text: string;
    readonly url: string;
    readonly about: string;
    /** Whether that document is among those read. */ readonly read: boolean;
  }[];
  /** Where the app showed it, the shortest way first; absent for a document that no scenario met. */
  readonly reached?: readonly PolicyReach[];
  /** Screens that told people that the privacy policy was changed; absent where none was met. */
  readonly announced?: readonly PolicyNotice[];
};

export type PolicyOrigin = {
  /** `screen`: read off a screen of the app. `app-address`: fetched from an address found in the app. */
  readonly kind: 'package-file' | 'string-resource' | 'given-file' | 'given-url' | 'screen' | 'app-address';
  /** Entry name, file name or address; for `screen` the id of the screenshot. */
  readonly address: string;
};

/** How a person comes to a document in the app. */
export type PolicyReach = {
  readonly scenarioId: string;
  readonly screenshotId: string;
  /** The steps from the start of the app, detours left out. */
  readonly path: readonly StepText[];
};

/** A screen on which the app told that its privacy policy was changed. */
export type PolicyNotice = PolicyReach & { readonly sentence: string };

/** What the policies say beside what the app was seen to do: one row a kind of information, SDK or recipient. */
export type PolicyMatchFacts = {
  /** `list`: what was seen beside one of the two lists alone, whatever other documents say. */
  readonly about: 'collection' | 'sdk' | 'recipient' | 'permission' | 'list' | 'contradiction';
  readonly party: 'app' | 'sdk';
  readonly sdkId?: string;
  readonly sdkName?: string;
  /** Taxonomy key, for `collection` and `recipient`. */
  readonly piType?: string;
  readonly host?: string;
  readonly permission?: string;
  /** Which list, for `list`. */
  readonly list?: 'collected-list' | 'shared-list' | 'sdk-list';
  /** The strongest sign: seen at run time, reachable in code, merely present, or not seen at all. */
  readonly observed: 'run' | 'code' | 'present' | 'none';
  /**
   * `named`: by its own word. `broad`: only a broader word covers it. `elsewhere`: another party is said to do it.
   * `denied`: the policy says that it does not happen. `absent`: whole documents were read and none names it.
   * `unknown`: part of the policy was not read.
   */
  readonly stated: 'named' | 'broad' | 'elsewhere' | 'denied' | 'absent' | 'unknown';
  /** For what is stated: whether a purpose stands with it. */
  readonly purpose?: 'stated' | 'generic' | 'missing';
  /** How often it was seen at run time. */
  readonly events: number;
  /** All that is stated here was read from pictures: a misread word may be behind it, so it carries a suspicion at most. */
  readonly readByOcr?: boolean;
  /** Sentences first, then events or code. */
  readonly places: readonly Place[];
};
