import type { DataFlowFacts } from '../../scanner/evidence/index.ts';
import type { Context } from './context.ts';
import { breakable, code } from './format.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { renderFold, renderPlace } from './place.ts';
import { renderNothing, renderSection } from './section.ts';
import { renderTable } from './table.ts';
import { toShort } from '../shared/visible.ts';
import type { WordKey } from './words.ts';

const SINK_WORDS: Readonly<Record<DataFlowFacts['sink']['kind'], WordKey>> = {
  network: 'sinkNetwork',
  file: 'sinkFile',
  log: 'sinkLog',
  sms: 'sinkSms',
  ipc: 'sinkIpc',
  clipboard: 'sinkClipboard',
  command: 'sinkCommand',
};

const MAX_TO_CHARS = 120;

/** Ways of personal information out of the app: what, from where, to whom, how changed, and through which code. */
export function renderDataFlows(context: Context): Html {
  const { report, words } = context;
  const rows = (report.dataFlows ?? []).toSorted((a, b) => rank(a) - rank(b));
  const table = renderTable<DataFlowFacts>(context, rows, [
    { head: words('piType'), style: 'name', cell: (flow) => context.piName(flow.piType) },
    {
      head: words('flowFrom'),
      style: 'wide',
      cell: ({ source }) =>
        html`${code(source.api)}<br /><span class="quiet">${context.callerName(source.attribution)}</span>`,
    },
    { head: words('flowTo'), style: 'wide', cell: (flow) => renderSink(context, flow) },
    {
      head: words('flowChanged'),
      cell: ({ transforms }) => (transforms.length === 0 ? '' : breakable(transforms.join(' → '))),
    },
  ]);
  return renderSection(
    context,
    'data-flows',
    words('dataFlows'),
    rows.length === 0 ? renderNothing(words('noDataFlows')) : table,
  );
}

/** The app's and SDKs' own ways first, those over the network before others. */
function rank({ source, sink }: DataFlowFacts): number {
  return (source.attribution.kind === 'library' ? 8 : 0) + Object.keys(SINK_WORDS).indexOf(sink.kind);
}

function renderSink(context: Context, { sink, path }: DataFlowFacts): Html {
  const { words } = context;
  const to = sink.host ?? sink.to;
  const steps = html`<ol class="places">
    ${path.map((place) => html`<li>${renderPlace(context, place)}</li>`)}
  </ol>`;
  return html`<b>${words(SINK_WORDS[sink.kind])}</b>${
      to !== undefined && html` ${code(toShort(to, MAX_TO_CHARS))}`
    }
    ${sink.clearText === true && html`<span class="badge severity-2">${words('clearTextBadge')}</span>`}
    ${sink.shared === true && html`<span class="badge severity-2">${words('sharedFileBadge')}</span>`}
    ${sink.sdkId !== undefined && html`<span class="quiet">${context.callerKeyName(sink.sdkId)}</span>`}
    ${renderFold(context, words('flowPath', { n: path.length }), steps)}`;
}
