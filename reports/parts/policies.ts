import type { PolicyMatchFacts } from '../../scanner/evidence/index.ts';
import type { ReportPolicy } from '../model/report.ts';
import { findCodeText, POLICY_ELEMENT_TEXTS } from './codes.ts';
import type { Context } from './context.ts';
import { toShortPermission } from './event.ts';
import { code } from './format.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { renderPlace } from './place.ts';
import { renderSection } from './section.ts';
import { renderSome, renderTable } from './table.ts';
import { toShort } from '../shared/visible.ts';
import type { WordKey } from './words.ts';

const STATED_WORDS: Readonly<Record<PolicyMatchFacts['stated'], WordKey>> = {
  denied: 'statedDenied',
  absent: 'statedAbsent',
  broad: 'statedBroad',
  elsewhere: 'statedElsewhere',
  unknown: 'statedUnknown',
  named: 'statedNamed',
};
/** The badge says in colour what its words say. */
const STATED_STYLES: Readonly<Record<PolicyMatchFacts['stated'], string>> = {
  denied: 'verdict-violation',
  absent: 'verdict-violation',
  broad: 'verdict-suspected',
  elsewhere: 'verdict-suspected',
  unknown: 'verdict-cannot-tell',
  named: 'verdict-compliant',
};
const SEEN_WORDS: Readonly<Record<PolicyMatchFacts['observed'], WordKey>> = {
  run: 'seenRun',
  code: 'seenCode',
  present: 'seenPresent',
  none: 'seenNone',
};
const ORDER = Object.keys(STATED_WORDS);
const SEEN_ORDER = Object.keys(SEEN_WORDS);
const MISSING_IN_A_CELL = 30;
const PLACES_IN_A_CELL = 3;

/** Which policies were read and what they leave out, and each statement beside what was seen, disagreements first. */
export function renderPolicies(context: Context): Html {
  const { report, words } = context;
  const { policies = [], policyMatches = [] } = report;
  if (policies.length === 0) return html``;
  const documents = renderTable<ReportPolicy>(context, policies, [
    {
      head: words('policyDocument'),
      style: 'wide',
      cell: (policy) =>
        html`<span id="${context.anchor(policy.id)}">${code(policy.id)}</span> ${toShort(policy.title, 60)}
          <span class="quiet"
            >${words('policyChars', { n: policy.charCount })}${!policy.complete && ` · ${words('policyPartly')}`}</span
          >`,
    },
    { head: words('policySource'), style: 'wide', cell: (policy) => renderSource(context, policy) },
    {
      head: words('policyMissing'),
      style: 'wide',
      cell: (policy) =>
        renderSome(
          context,
          policy.missing.map((key) => context.pick(findCodeText(POLICY_ELEMENT_TEXTS, key))),
          MISSING_IN_A_CELL,
        ),
    },
  ]);
  const rows = policyMatches.toSorted(
    (a, b) =>
      ORDER.indexOf(a.stated) - ORDER.indexOf(b.stated) ||
      SEEN_ORDER.indexOf(a.observed) - SEEN_ORDER.indexOf(b.observed),
  );
  const matches =
    rows.length > 0 &&
    renderTable<PolicyMatchFacts>(context, rows, [
      { head: words('policySubject'), style: 'name', cell: (row) => renderSubject(context, row) },
      {
        head: words('policyStated'),
        cell: (row) =>
          html`<span
              class="badge ${row.observed === 'none' ? 'verdict-not-applicable' : STATED_STYLES[row.stated]}"
              >${words(STATED_WORDS[row.stated])}</span
            >${renderPurpose(context, row)}`,
      },
      { head: words('policySeen'), cell: (row) => words(SEEN_WORDS[row.observed], { n: row.events }) },
      { head: words('policyPlaces'), style: 'wide', cell: (row) => renderPlaces(context, row) },
    ]);
  return renderSection(context, 'policies', words('policies'), html`${documents}${matches}`);
}

const ORIGIN_WORDS: Readonly<Record<ReportPolicy['origin']['kind'], WordKey>> = {
  'package-file': 'originPackageFile',
  'string-resource': 'originStringResource',
  'given-file': 'originGivenFile',
  'given-url': 'originGivenUrl',
  screen: 'originScreen',
  'app-address': 'originAppAddress',
};

/** Where a document came from, and how a person comes to it in the app. */
function renderSource(context: Context, { origin, reached = [] }: ReportPolicy): Html {
  const [nearest] = reached;
  return html`${context.words(ORIGIN_WORDS[origin.kind])}
  ${code(origin.address)}${
    nearest !== undefined &&
    html`<br /><span class="quiet"
        >${context.words('policyReach')} ${nearest.scenarioId}:
        ${nearest.path.map((step) => context.pick(step)).join(' → ')}</span
      >`
  }`;
}

function renderSubject(context: Context, row: PolicyMatchFacts): Html {
  const parts = [
    row.about === 'list' ? context.words('policyOfList') : undefined,
    row.about === 'contradiction' ? context.words('policyContradiction') : undefined,
    row.sdkId !== undefined && row.about !== 'permission' ? (row.sdkName ?? row.sdkId) : undefined,
    row.piType === undefined ? undefined : context.piName(row.piType),
    row.permission === undefined ? undefined : toShortPermission(row.permission),
    row.host,
  ].filter((part) => part !== undefined);
  return html`${parts.join(' · ')}`;
}

function renderPurpose(context: Context, { purpose }: PolicyMatchFacts): Html {
  if (purpose === undefined || purpose === 'stated') return html``;
  const key = purpose === 'generic' ? 'purposeGeneric' : 'purposeMissing';
  return html` <span class="quiet">${context.words(key)}</span>`;
}

/** The first sentence and the first signs of the behaviour, one below the other. */
function renderPlaces(context: Context, row: PolicyMatchFacts): Html {
  // A contradiction is two sentences side by side.
  const shown = row.about === 'contradiction' ? 2 : 1;
  const sentences = row.places.filter((place) => place.kind === 'policy').slice(0, shown);
  const signs = row.places.filter((place) => place.kind !== 'policy').slice(0, PLACES_IN_A_CELL - 1);
  return html`<ul class="places">
    ${[...sentences, ...signs].map((place) => html`<li>${renderPlace(context, place)}</li>`)}
  </ul>`;
}
