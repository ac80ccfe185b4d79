import type { EndpointFacts, RequestedPermissionFacts, SdkFacts } from '../../scanner/evidence/index.ts';
import type { Report } from '../model/report.ts';
import { findCodeText, PROTECTION_TEXTS, SDK_CATEGORY_TEXTS } from './codes.ts';
import type { Context } from './context.ts';
import { toShortPermission } from './event.ts';
import { breakable, code } from './format.ts';
import { html } from './html-tag.ts';
import type { Html, HtmlValue } from './html-tag.ts';
import { CONFIDENCE_WORDS } from './labels.ts';
import { renderPlace } from './place.ts';
import { renderNothing, renderSection } from './section.ts';
import { renderSome, renderTable } from './table.ts';
import { toShort } from '../shared/visible.ts';

const ITEMS_A_CELL = 8;

/** Third-party SDKs: whose they are, how they were known, what is said of them and what their code can read. */
export function renderSdks(context: Context): Html {
  const { report, words } = context;
  const kinds = (keys: readonly string[]): HtmlValue =>
    renderSome(
      context,
      keys.map((key) => context.piName(key)),
      ITEMS_A_CELL,
    );
  const table = renderTable<SdkFacts>(context, report.sdks, [
    {
      head: words('sdk'),
      style: 'name',
      cell: (sdk) =>
        html`<b>${context.callerKeyName(sdk.id)}</b>${sdk.version !== undefined && html` ${sdk.version}`}
          <br /><span class="quiet"
            >${context.pick(findCodeText(SDK_CATEGORY_TEXTS, sdk.category))} ·
            ${words(CONFIDENCE_WORDS[sdk.confidence])}</span
          >`,
    },
    {
      head: words('vendor'),
      cell: (sdk) =>
        html`${sdk.vendor}${sdk.country !== undefined && html` <span class="quiet">${sdk.country}</span>`}`,
    },
    { head: words('evidence'), style: 'wide', cell: (sdk) => renderMatches(context, sdk) },
    { head: words('declares'), cell: (sdk) => kinds(sdk.declaredPiTypes) },
    { head: words('reads'), cell: (sdk) => kinds(sdk.readsPiTypes) },
  ]);
  return renderSection(
    context,
    'sdks',
    words('sdks'),
    report.sdks.length === 0 ? renderNothing(words('noSdks')) : table,
  );
}

function renderMatches(context: Context, sdk: SdkFacts): Html {
  const shown = sdk.matches.slice(0, 3);
  return html`${shown.map((match) => html`${code(toShort(match.value, 120))}<br />`)}
  ${
    sdk.matches.length > shown.length &&
    html`<span class="quiet">${context.words('moreItems', { n: sdk.matches.length })}</span>`
  }`;
}

/** What the manifest asks for; what opens personal information comes first. */
export function renderPermissions(context: Context): Html {
  const { words } = context;
  const rank = (permission: RequestedPermissionFacts): number =>
    isDangerous(permission) ? 0 : permission.piTypes.length > 0 ? 1 : 2;
  const rows = context.report.permissions.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  const table = renderTable<RequestedPermissionFacts>(context, rows, [
    {
      head: words('permission'),
      style: 'wide',
      cell: (permission) => code(toShortPermission(permission.name)),
    },
    {
      head: words('protection'),
      cell: (permission) => renderProtection(context, permission),
    },
    { head: words('group'), cell: (permission) => permission.group ?? '' },
    {
      head: words('opens'),
      style: 'wide',
      cell: (permission) =>
        permission.piTypes.length === 0
          ? ''
          : renderSome(
              context,
              permission.piTypes.map((key) => context.piName(key)),
              ITEMS_A_CELL,
            ),
    },
    { head: words('levels'), cell: (permission) => toLevels(permission) },
  ]);
  return renderSection(
    context,
    'permissions',
    words('permissions'),
    rows.length === 0 ? renderNothing(words('noPermissions')) : table,
  );
}

function isDangerous({ protection }: RequestedPermissionFacts): boolean {
  return protection?.split('|')[0] === 'dangerous';
}

/** The base level in words, its flags as the platform writes them. */
function renderProtection(context: Context, permission: RequestedPermissionFacts): Html {
  const [base, ...flags] = permission.protection?.split('|') ?? [];
  if (base === undefined) return html`<span class="quiet">${context.words('ownPermission')}</span>`;
  const name = context.pick(findCodeText(PROTECTION_TEXTS, base));
  return html`${isDangerous(permission) ? html`<span class="badge severity-2">${name}</span>` : name}
    <span class="quiet">${breakable(flags.join('|'))}</span>`;
}

function toLevels({ minSdk, maxSdk }: RequestedPermissionFacts): string {
  if (minSdk === undefined && maxSdk === undefined) return '';
  if (minSdk === undefined) return `≤ ${maxSdk}`;
  return maxSdk === undefined ? `≥ ${minSdk}` : `${minSdk}–${maxSdk}`;
}

/** Call sites by kind and caller. */
export function renderPiCalls(context: Context): Html {
  const { report, words } = context;
  const rows = report.piCalls.toSorted((a, b) => b.callSites - a.callSites);
  const table = renderTable<Report['piCalls'][number]>(context, rows, [
    { head: words('piType'), style: 'wide', cell: (call) => context.pick(call.name) },
    { head: words('caller'), style: 'wide', cell: (call) => breakable(context.callerKeyName(call.caller)) },
    { head: words('callSites'), style: 'number', cell: (call) => call.callSites },
  ]);
  return renderSection(
    context,
    'pi-calls',
    words('piCalls'),
    rows.length === 0 ? renderNothing(words('noPiCalls')) : table,
  );
}

type HostRow = { readonly host: string; readonly endpoints: readonly EndpointFacts[] };

/** Hosts found in code and resources, with an example and where it is. */
export function renderEndpoints(context: Context): Html {
  const { words } = context;
  const byHost = new Map<string, EndpointFacts[]>();
  for (const endpoint of context.report.endpoints) {
    const known = byHost.get(endpoint.host);
    if (known === undefined) byHost.set(endpoint.host, [endpoint]);
    else known.push(endpoint);
  }
  const rows: readonly HostRow[] = [...byHost]
    .map(([host, endpoints]) => ({ host, endpoints }))
    .sort((a, b) => b.endpoints.length - a.endpoints.length || (a.host < b.host ? -1 : 1));
  const table = renderTable<HostRow>(context, rows, [
    {
      head: words('host'),
      style: 'name',
      cell: ({ host, endpoints }) =>
        html`${code(host)}${
          endpoints.some((item) => item.url.startsWith('http:')) &&
          html` <span class="badge severity-2">${words('plainHttp')}</span>`
        }`,
    },
    { head: words('addresses'), style: 'number', cell: ({ endpoints }) => endpoints.length },
    {
      head: words('caller'),
      cell: ({ endpoints }) =>
        renderSome(context, [...new Set(endpoints.map((item) => context.callerName(item.attribution)))], 3),
    },
    {
      head: words('example'),
      style: 'wide',
      cell: ({ endpoints: [first] }) =>
        first !== undefined &&
        html`${code(toShort(first.url, 120))}<br />${renderPlace(context, first.place)}`,
    },
  ]);
  return renderSection(
    context,
    'endpoints',
    words('endpoints'),
    rows.length === 0 ? renderNothing(words('noEndpoints')) : table,
  );
}
