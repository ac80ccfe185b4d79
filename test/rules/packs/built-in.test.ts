import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lintPack, listRules, loadPackFolder, readYamlFolder, testPack } from '../../../rules/index.ts';
import { PACK } from '../support.ts';

const PACK_FOLDER = new URL('../../../rules/packs/cn', import.meta.url).pathname;
const DUTY_FOLDER = new URL('../../../rules/duties', import.meta.url).pathname;
const FILES = readYamlFolder(PACK_FOLDER);

describe('the built-in pack', () => {
  const fromYaml = loadPackFolder(PACK_FOLDER, DUTY_FOLDER);

  it('is built from the YAML as it stands', () => {
    const { compiledRules, compiledLimitations, ...data } = fromYaml;
    assert.equal(compiledRules.length, data.rules.length);
    assert.equal(compiledLimitations.length, data.limitations.length);
    const built = readFileSync(new URL('../../../rules/packs/built/cn.json', import.meta.url), 'utf8');
    assert.equal(built, `${JSON.stringify(data)}\n`, 'run node --import tsx rules/packs/build-catalogue.ts');
  });

  it('passes every check of lint', () => {
    assert.deepEqual(lintPack(fromYaml, FILES), []);
  });

  it('has examples for every rule, and they hold', () => {
    assert.deepEqual(testPack(fromYaml, FILES), []);
  });

  it('judges or pre-judges at least 150 duties in force', () => {
    const named = new Set(listRules(PACK).flatMap((rule) => rule.duties));
    const inForce = PACK.catalogue.duties.filter((duty) => duty.severity > 0 && named.has(duty.id));
    assert.ok(inForce.length >= 150, String(inForce.length));
  });

  it('lists each rule with its duties', () => {
    const listing = listRules(PACK).find((rule) => rule.id === 'reads-before-consent');
    assert.equal(listing?.status, 'stable');
    assert.ok(listing?.duties.includes('MIIT164-1b'));
  });

  it('names a source for every threshold in both languages', () => {
    for (const [name, threshold] of Object.entries(PACK.constants.thresholds)) {
      assert.match(threshold.source.zh, /\p{Script=Han}/u, name);
      assert.ok(threshold.source.en.length > 10, name);
    }
  });
});
