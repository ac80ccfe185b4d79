import { SLOT_NAMES } from '../../scanner/evidence/index.ts';
import type { Evidence, Gap, SlotName, SlotValues } from '../../scanner/evidence/index.ts';
import { EVIDENCE_FIELDS } from '../engine/evidence-fields.ts';
import { findField } from '../engine/fields.ts';
import type { Shape } from '../engine/fields.ts';
import { OPTION_NAMES } from '../engine/rule.ts';
import type { JudgeOptions } from '../engine/scene.ts';
import type { VerdictKind } from '../engine/verdict.ts';
import { readYamlTree, toPlain, treeReader } from '../packs/yaml-tree.ts';
import type { Tree } from '../packs/yaml-tree.ts';
import { BASE_VALUES, toEvidence } from './base-evidence.ts';
import { ITEM_DEFAULTS } from './item-defaults.ts';

/** One example of a rule: evidence and what the rule must say of it. */
export type Example = {
  readonly name: string;
  readonly role: 'violates' | 'complies';
  readonly expect: VerdictKind;
  readonly evidence: Evidence;
  readonly options: JudgeOptions;
  readonly file: string;
  readonly line: number;
};

const read = treeReader('BAD_EXAMPLE');
const VERDICTS = [
  'violation',
  'suspected',
  'compliant',
  'needs-human',
  'cannot-tell',
  'not-applicable',
] as const satisfies readonly VerdictKind[];

/** Reads a rule's example file. Throws BAD_EXAMPLE with file and line, also for a field that evidence does not have. */
export function readExamples(file: string, text: string): readonly Example[] {
  const tree = readYamlTree(file, text);
  const entries = read.map(tree, ['violates', 'complies'], ['violates', 'complies']);
  return (['violates', 'complies'] as const).flatMap((role) =>
    read.list(entries.get(role) ?? tree).map((item) => readExample(item, role)),
  );
}

function readExample(tree: Tree, role: Example['role']): Example {
  const entries = read.map(tree, ['name', 'expect', 'slots', 'gaps', 'options'], ['name', 'expect']);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  const slots = entries.get('slots');
  const gaps = entries.get('gaps');
  const options = entries.get('options');
  return {
    name: read.text(at('name')),
    role,
    expect: read.oneOf(at('expect'), VERDICTS),
    evidence: toEvidence(
      slots === undefined ? {} : readSlotValues(slots),
      gaps === undefined ? [] : readGaps(gaps),
    ),
    options: options === undefined ? {} : readOptions(options),
    file: tree.file,
    line: tree.line,
  };
}

function readSlotValues(tree: Tree): Partial<SlotValues> {
  if (tree.value.kind !== 'map') return read.fail(tree, '"slots" maps slot names to values.');
  const values: Record<string, unknown> = {};
  for (const [name, child] of tree.value.entries) {
    const slot = SLOT_NAMES.find((known) => known === name);
    if (slot === undefined) return read.fail(child, `There is no slot "${name}".`);
    checkFields(child, EVIDENCE_FIELDS[slot] as Shape);
    values[slot] = complete(toPlain(child), BASE_VALUES[slot], slot);
  }
  return values as Partial<Record<SlotName, never>>;
}

/** Fills what the example leaves out: objects from the base, list items from their defaults. */
function complete(given: unknown, base: unknown, path: string): unknown {
  if (Array.isArray(given)) return given.map((item, index) => completeItem(item, path, index));
  if (given === null || typeof given !== 'object') return given;
  const out: Record<string, unknown> =
    base !== null && typeof base === 'object' && !Array.isArray(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(given)) out[key] = complete(value, out[key], `${path}.${key}`);
  return out;
}

function completeItem(item: unknown, path: string, index: number): unknown {
  if (item === null || typeof item !== 'object') return item;
  const defaults = ITEM_DEFAULTS[path] ?? {};
  const out = complete(item, defaults, path) as Record<string, unknown>;
  const merged: Record<string, unknown> = { ...defaults, ...out };
  if (['piReads', 'permissionRequests', 'networkRequests', 'starts'].includes(path))
    merged['eventNumber'] ??= index + 1;
  if (path === 'popups') merged['popupId'] ??= `popup-${index + 1}`;
  if (path === 'manifest.permissions')
    merged['place'] ??= { kind: 'manifest', path: `manifest/uses-permission[${String(merged['name'])}]` };
  if (path === 'manifest.components') {
    merged['place'] ??= {
      kind: 'manifest',
      path: `manifest/application/${String(merged['kind'])}[${String(merged['name'])}]`,
    };
    merged['intentFilters'] = ((merged['intentFilters'] ?? []) as readonly object[]).map((filter) => ({
      actions: [],
      categories: [],
      data: [],
      ...filter,
    }));
  }
  return merged;
}

function checkFields(tree: Tree, shape: Shape): void {
  if (tree.value.kind === 'list') {
    if (!Array.isArray(shape)) return read.fail(tree, 'This field is not a list.');
    for (const item of tree.value.items) checkFields(item, (shape as readonly [Shape])[0]);
    return;
  }
  if (tree.value.kind !== 'map' || shape === 'map') return;
  for (const [key, child] of tree.value.entries) {
    const field = Array.isArray(shape) ? undefined : findField(shape, key);
    if (field === undefined) return read.fail(child, `Evidence has no field "${key}" here.`);
    checkFields(child, field.shape);
  }
}

function readGaps(tree: Tree): readonly Gap[] {
  return read.list(tree).map((item) => {
    const entries = read.map(item, ['code', 'affects'], ['code', 'affects']);
    const code = read.text(entries.get('code') ?? item);
    return {
      code,
      message: { zh: `证据缺口 ${code}。`, en: `Gap ${code}.` },
      affects: read.texts(entries.get('affects') ?? item),
      places: [],
    };
  });
}

function readOptions(tree: Tree): JudgeOptions {
  const entries = read.map(tree, OPTION_NAMES);
  const pi = entries.get('necessaryPiTypes');
  const permissions = entries.get('allowedPermissions');
  const name = entries.get('appTypeName');
  const guessed = entries.get('guessedPermissions');
  const guessedName = entries.get('guessedTypeName');
  return {
    ...(pi === undefined ? {} : { necessaryPiTypes: read.texts(pi) }),
    ...(permissions === undefined ? {} : { allowedPermissions: read.texts(permissions) }),
    ...(name === undefined ? {} : { appTypeName: read.text(name) }),
    ...(guessed === undefined ? {} : { guessedPermissions: read.texts(guessed) }),
    ...(guessedName === undefined ? {} : { guessedTypeName: read.text(guessedName) }),
  };
}
