import { renderCanonicalJson } from '../../reports/index.ts';
import { REPORT_SCHEMA } from '../../reports/model/schema.ts';
import { renderHtmlDocument } from '../../reports/render/html.ts';
import { renderJunit } from '../../reports/render/junit.ts';
import { toSarif } from '../../reports/render/sarif.ts';
import { renderRejudgedApps } from '../rules/rejudged-apps.ts';
import { toFixtureReport } from '../fixtures/reports/weather-report.ts';

export type Golden = { readonly file: URL; readonly render: () => string };

const NO_PICTURES: ReadonlyMap<string, Uint8Array> = new Map();

function golden(name: string, render: () => string): Golden {
  return { file: new URL(`../golden/reports/${name}`, import.meta.url), render };
}

/** Every recorded output and how it is made. `npm run test:rebaseline` writes them anew; read the diff then. */
export const GOLDENS: readonly Golden[] = [
  {
    file: new URL('../../reports/model/report.schema.json', import.meta.url),
    render: () => `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`,
  },
  { file: new URL('../golden/rules/npm-apps.json', import.meta.url), render: renderRejudgedApps },
  golden('weather.json', () => renderCanonicalJson(toFixtureReport())),
  golden('weather.html', () =>
    renderHtmlDocument(toFixtureReport(), { lang: 'zh-CN', attachments: NO_PICTURES }),
  ),
  golden('weather-paper.en.html', () =>
    renderHtmlDocument(toFixtureReport(), { lang: 'en', attachments: NO_PICTURES, paper: true }),
  ),
  golden('weather.sarif', () => renderCanonicalJson(toSarif(toFixtureReport(), 'zh-CN'))),
  golden('weather.junit.xml', () => renderJunit(toFixtureReport(), { lang: 'zh-CN', failOn: 'violation' })),
];
