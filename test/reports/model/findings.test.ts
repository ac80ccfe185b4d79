import assert from 'node:assert/strict';
import { toFindingGroups, toFindings } from '../../../reports/index.ts';
import { toFixtureReport } from '../../fixtures/reports/weather-report.ts';

describe('findings', () => {
  it('tell one fact once and cite every duty it breaks', () => {
    const findings = toFindings(toFixtureReport());
    const first = findings[0];
    assert.deepEqual(
      first?.duties.map((duty) => duty.id),
      ['MIIT164-1b', 'CAC191-3.1'],
    );
    assert.equal(findings.length, 5);
  });

  it('are numbered in the order in which the report tells them', () => {
    const groups = toFindingGroups(toFindings(toFixtureReport()));
    const told = groups.flatMap((group) => group.told.map((finding) => finding.id));
    assert.deepEqual(told, ['F1', 'F2', 'F3', 'F4', 'F5']);
  });

  it('put violations before suspicions within a document', () => {
    const findings = toFindings(toFixtureReport()).filter(
      (item) => item.duties[0]?.document.id === 'MIIT164',
    );
    assert.deepEqual(
      findings.map((finding) => finding.verdict),
      ['violation', 'violation', 'suspected'],
    );
  });

  it('are referred to, not told again, under the other documents they concern', () => {
    const groups = toFindingGroups(toFindings(toFixtureReport()));
    const group = groups.find((item) => item.document.id === 'CAC191');
    assert.deepEqual(group?.told, []);
    assert.deepEqual(
      group?.referred.map(({ finding, duties }) => [finding.id, duties.map((duty) => duty.id)]),
      [['F1', ['CAC191-3.1']]],
    );
  });
});
