import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { hashSources, sha256 } from './fixtures/apps/sources.ts';

const folder = fileURLToPath(new URL('fixtures/device-apps', import.meta.url));

describe('the apps that prove the device', () => {
  it('are built from the sources that lie beside them', () => {
    const apps = readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, 'app.properties')))
      .map((name) => `${name}/violating`);
    const actual = apps.map(
      (app) => `${app}\t${hashSources(app, folder)}\t${sha256(readFileSync(join(folder, `${app}.apk`)))}`,
    );
    const built = readFileSync(join(folder, 'built.tsv'), 'utf8').trim().split('\n').slice(1);
    assert.deepEqual(built.sort(), actual.sort(), 'run test/fixtures/apps/build.sh with FIXTURE_APPS');
  });
});
