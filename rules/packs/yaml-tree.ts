import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node } from 'yaml';
import { RulesError } from '../errors.ts';
import type { RulesErrorCode } from '../errors.ts';

/** A YAML value that still knows its file and line, so that every complaint can name them. */
export type Tree = {
  readonly file: string;
  readonly line: number;
  readonly value: TreeValue;
};

export type TreeValue =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Tree> };

/** Parses one YAML document. Throws BAD_PACK_FILE with file and line; anchors and aliases are refused. */
export function readYamlTree(file: string, text: string): Tree {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineOf = (offset: number | undefined): number =>
    offset === undefined ? 1 : lines.linePos(offset).line;
  const problem = document.errors[0];
  if (problem !== undefined)
    throw new RulesError('BAD_PACK_FILE', problem.message, { file, line: lineOf(problem.pos[0]) });
  const convert = (node: Node | null, line: number): Tree => {
    if (node === null) return { file, line, value: { kind: 'scalar', value: null } };
    const at = lineOf(node.range?.[0]);
    if (isAlias(node))
      throw new RulesError('BAD_PACK_FILE', 'Aliases are not allowed here; write the value out.', {
        file,
        line: at,
      });
    if (isScalar(node)) {
      const value = node.value;
      if (
        value === null ||
        typeof value === 'string' ||
        typeof value === 'number' ||
        typeof value === 'boolean'
      )
        return { file, line: at, value: { kind: 'scalar', value } };
      throw new RulesError('BAD_PACK_FILE', 'Only text, numbers, true, false and null are allowed.', {
        file,
        line: at,
      });
    }
    if (isSeq(node))
      return {
        file,
        line: at,
        value: { kind: 'list', items: node.items.map((item) => convert(item as Node | null, at)) },
      };
    if (isMap(node)) {
      const entries = new Map<string, Tree>();
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
        const keyLine = lineOf((pair.key as Node | null)?.range?.[0]);
        if (key === undefined)
          throw new RulesError('BAD_PACK_FILE', 'A key must be plain text.', { file, line: keyLine });
        const child = convert(pair.value as Node | null, keyLine);
        entries.set(key, { ...child, line: keyLine });
      }
      return { file, line: at, value: { kind: 'map', entries } };
    }
    throw new RulesError('BAD_PACK_FILE', 'Unexpected YAML construct.', { file, line: at });
  };
  return convert(document.contents as Node | null, 1);
}

/** Typed readers over a tree; each throws `code` with file and line when the shape is not the one asked for. */
export type TreeReader = {
  readonly fail: (tree: Tree, message: string) => never;
  readonly map: (
    tree: Tree,
    allowed: readonly string[],
    required?: readonly string[],
  ) => ReadonlyMap<string, Tree>;
  readonly list: (tree: Tree) => readonly Tree[];
  readonly text: (tree: Tree) => string;
  readonly oneOf: <T extends string>(tree: Tree, allowed: readonly T[]) => T;
  readonly number: (tree: Tree) => number;
  readonly texts: (tree: Tree) => readonly string[];
  readonly bilingual: (tree: Tree) => { readonly zh: string; readonly en: string };
};

/** A reader whose complaints carry the given code. */
export function treeReader(code: RulesErrorCode): TreeReader {
  const fail = (tree: Tree, message: string): never => {
    throw new RulesError(code, message, { file: tree.file, line: tree.line });
  };
  const map: TreeReader['map'] = (tree, allowed, required = []) => {
    if (tree.value.kind !== 'map') return fail(tree, `Expected a mapping with ${allowed.join(', ')}.`);
    for (const [key, child] of tree.value.entries)
      if (!allowed.includes(key)) fail(child, `Unknown key "${key}". Allowed: ${allowed.join(', ')}.`);
    for (const key of required) if (!tree.value.entries.has(key)) fail(tree, `Missing key "${key}".`);
    return tree.value.entries;
  };
  const list: TreeReader['list'] = (tree) =>
    tree.value.kind === 'list' ? tree.value.items : fail(tree, 'Expected a list.');
  const text: TreeReader['text'] = (tree) => {
    if (tree.value.kind !== 'scalar' || typeof tree.value.value !== 'string')
      return fail(tree, 'Expected text.');
    if (tree.value.value.trim() === '') return fail(tree, 'Text must not be empty.');
    return tree.value.value.trim();
  };
  const oneOf: TreeReader['oneOf'] = (tree, allowed) => {
    const value = text(tree);
    return (
      allowed.find((name) => name === value) ?? fail(tree, `"${value}" is not one of ${allowed.join(', ')}.`)
    );
  };
  const number: TreeReader['number'] = (tree) =>
    tree.value.kind === 'scalar' && typeof tree.value.value === 'number'
      ? tree.value.value
      : fail(tree, 'Expected a number.');
  const bilingual: TreeReader['bilingual'] = (tree) => {
    const entries = map(tree, ['zh', 'en'], ['zh', 'en']);
    return { zh: text(entries.get('zh') ?? tree), en: text(entries.get('en') ?? tree) };
  };
  return {
    fail,
    map,
    list,
    text,
    oneOf,
    number,
    texts: (tree) => list(tree).map(text),
    bilingual,
  };
}

/** The plain JSON value of a tree. */
export function toPlain(tree: Tree): unknown {
  const value = tree.value;
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(toPlain);
  return Object.fromEntries([...value.entries].map(([key, child]) => [key, toPlain(child)]));
}
