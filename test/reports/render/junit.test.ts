import assert from 'node:assert/strict';
import { renderJunit } from '../../../reports/render/junit.ts';
import { openTestBrowser } from '../../support/browser.ts';
import type { OpenBrowser } from '../../../reports/render/pdf/chromium.ts';
import { toHostileReport } from '../../fixtures/reports/hostile-report.ts';
import { toFixtureReport } from '../../fixtures/reports/weather-report.ts';

type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
};

/** The elements and attributes that build servers know, by the widely used JUnit schema. */
const ALLOWED: Readonly<Record<string, { readonly attributes: readonly string[]; readonly inside: string }>> =
  {
    testsuites: { attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'], inside: '' },
    testsuite: {
      attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'timestamp', 'time'],
      inside: 'testsuites',
    },
    testcase: { attributes: ['classname', 'name', 'time'], inside: 'testsuite' },
    failure: { attributes: ['message', 'type'], inside: 'testcase' },
    skipped: { attributes: ['message'], inside: 'testcase' },
  };

describe('JUnit XML', () => {
  let opened: OpenBrowser;
  before(async () => {
    opened = await openTestBrowser();
  });
  after(() => opened.close());

  /** Parsed by a real XML parser: the browser's. */
  async function parse(xml: string): Promise<Element> {
    const page = await opened.browser.newPage();
    try {
      const json = await page.evaluate(`((xml) => {
        const document = new DOMParser().parseFromString(xml, 'application/xml');
        const error = document.querySelector('parsererror');
        if (error) return JSON.stringify({ name: error.textContent, attributes: {}, children: [] });
        const toTree = (node) => ({
          name: node.tagName,
          attributes: Object.fromEntries([...node.attributes].map((item) => [item.name, item.value])),
          children: [...node.children].map(toTree),
        });
        return JSON.stringify(toTree(document.documentElement));
      })(${JSON.stringify(xml)})`);
      return JSON.parse(String(json)) as Element;
    } finally {
      await page.close();
    }
  }

  function check(element: Element, parent: string): void {
    const allowed = ALLOWED[element.name];
    assert.ok(allowed !== undefined && allowed.inside === parent, `${element.name} inside ${parent}`);
    assert.deepEqual(
      Object.keys(element.attributes).filter((name) => !allowed.attributes.includes(name)),
      [],
    );
    for (const child of element.children) check(child, element.name);
  }

  for (const [title, report] of [
    ['a full report', toFixtureReport()],
    ['a hostile report', toHostileReport()],
  ] as const)
    it(`of ${title} parses as XML and holds nothing but what build servers know`, async () => {
      const root = await parse(renderJunit(report, { lang: 'zh-CN', failOn: 'violation' }));
      check(root, '');
      assert.equal(
        root.children.reduce((sum, suite) => sum + suite.children.length, 0),
        report.verdicts.length,
      );
    });

  it('counts what its suites hold', async () => {
    const root = await parse(renderJunit(toFixtureReport(), { lang: 'en', failOn: 'violation' }));
    for (const suite of root.children) {
      const having = (name: string) =>
        suite.children.filter((item) => item.children.some((child) => child.name === name)).length;
      assert.equal(suite.attributes['failures'], String(having('failure')));
      assert.equal(suite.attributes['skipped'], String(having('skipped')));
      assert.equal(suite.attributes['tests'], String(suite.children.length));
    }
    assert.deepEqual(
      [root.attributes['tests'], root.attributes['failures'], root.attributes['skipped']],
      ['34', '4', '29'],
    );
  });

  it('fails suspicions too when asked to', async () => {
    const root = await parse(renderJunit(toFixtureReport(), { lang: 'en', failOn: 'suspected' }));
    assert.equal(root.attributes['failures'], '6');
  });
});
