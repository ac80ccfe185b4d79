import type {
  PolicyElement,
  PolicyFacts,
  PolicyMatchFacts,
  PolicyNotice,
  PolicyOrigin,
  PolicyPlace,
  PolicyReach,
  PolicySdkEntry,
  PolicyStatement,
} from './policy-facts.ts';
import type { StepText } from './dynamic-facts.ts';
import { arrayOf, boolean, number, objectOf, oneOf, optional, text, texts } from './shape.ts';
import type { Shape } from './shape.ts';
import { places, sha256 } from './shape-parts.ts';

const policyPlace: Shape = objectOf<PolicyPlace>({
  kind: oneOf('policy'),
  documentId: text,
  sentence: text,
  offsetChars: number,
});

const reach = {
  scenarioId: text,
  screenshotId: text,
  path: arrayOf(objectOf<StepText>({ zh: text, en: text })),
};

export const policiesShape: Shape = arrayOf(
  objectOf<PolicyFacts>({
    id: text,
    kind: oneOf(
      'policy',
      'summary',
      'children',
      'sdk-list',
      'collected-list',
      'shared-list',
      'permission-list',
      'agreement',
    ),
    title: text,
    language: oneOf('zh', 'en', 'other'),
    format: oneOf('html', 'text', 'pdf', 'docx', 'image'),
    origin: objectOf<PolicyOrigin>({
      kind: oneOf('package-file', 'string-resource', 'given-file', 'given-url', 'screen', 'app-address'),
      address: text,
    }),
    sha256,
    charCount: number,
    complete: boolean,
    ocrConfidencePercent: optional(number),
    elements: arrayOf(
      objectOf<PolicyElement>({
        element: text,
        value: optional(text),
        route: optional(text),
        days: optional(number),
        place: policyPlace,
      }),
    ),
    statements: arrayOf(
      objectOf<PolicyStatement>({
        party: oneOf('app', 'sdk', 'partner'),
        partyName: optional(text),
        sdkIds: texts,
        act: oneOf('collect', 'share', 'permission'),
        items: texts,
        piTypes: texts,
        broadPiTypes: texts,
        negated: boolean,
        condition: optional(text),
        purposes: texts,
        purposeText: optional(text),
        necessity: optional(oneOf('required', 'optional')),
        sensitive: boolean,
        permissions: texts,
        vague: texts,
        place: policyPlace,
      }),
    ),
    sdkEntries: arrayOf(
      objectOf<PolicySdkEntry>({
        name: text,
        sdkIds: texts,
        vendor: optional(text),
        packageName: optional(text),
        purposeText: optional(text),
        purposes: texts,
        items: texts,
        piTypes: texts,
        broadPiTypes: texts,
        method: optional(text),
        link: optional(text),
        lacks: texts,
        place: policyPlace,
      }),
    ),
    missing: arrayOf(objectOf<PolicyFacts['missing'][number]>({ element: text, place: policyPlace })),
    links: arrayOf(objectOf<PolicyFacts['links'][number]>({ text, url: text, about: text, read: boolean })),
    reached: optional(arrayOf(objectOf<PolicyReach>(reach))),
    announced: optional(arrayOf(objectOf<PolicyNotice>({ sentence: text, ...reach }))),
  }),
);

export const policyMatchesShape: Shape = arrayOf(
  objectOf<PolicyMatchFacts>({
    about: oneOf('collection', 'sdk', 'recipient', 'permission', 'list', 'contradiction'),
    party: oneOf('app', 'sdk'),
    sdkId: optional(text),
    sdkName: optional(text),
    piType: optional(text),
    host: optional(text),
    permission: optional(text),
    list: optional(oneOf('collected-list', 'shared-list', 'sdk-list')),
    observed: oneOf('run', 'code', 'present', 'none'),
    stated: oneOf('named', 'broad', 'elsewhere', 'denied', 'absent', 'unknown'),
    purpose: optional(oneOf('stated', 'generic', 'missing')),
    events: number,
    readByOcr: optional(boolean),
    places,
  }),
);
