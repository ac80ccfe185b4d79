import type { PolicyDocument } from '../document/document.ts';

export type Reference = { readonly text: string; readonly url: string; readonly about: string };

const ABOUT: readonly (readonly [string, RegExp])[] = [
  ['children', /儿童|未成年|children|minors/iu],
  ['collected-list', /(?:收集|个人信息|信息).{0,8}清单/iu],
  ['shared-list', /共享.{0,8}清单/iu],
  [
    'sdk-list',
    /sdk.{0,10}(?:列表|清单|目录|名单|list)|第三方.{0,12}(?:列表|清单|目录|名单)|合作.{0,8}(?:列表|清单|名单)|list of .{0,20}(?:sdk|third part)|third[- ]party .{0,20}list/iu,
  ],
  ['permission-list', /权限.{0,10}(?:列表|清单|说明)|list of permissions|permission list/iu],
];
const MOST = 40;

/** Parts of the policy that stand in documents of their own, told by the words of their links. */
export function findReferences(document: PolicyDocument): readonly Reference[] {
  const seen = new Set<string>();
  const references: Reference[] = [];
  for (const { text, url } of document.links) {
    if (!/^https?:|\.html?(?:$|[?#])|^\.{0,2}\//iu.test(url) || url.startsWith('#')) continue;
    const about = ABOUT.find(([, pattern]) => pattern.test(text))?.[0];
    if (about === undefined || seen.has(url) || references.length >= MOST) continue;
    seen.add(url);
    references.push({ text: text.slice(0, 80), url, about });
  }
  return references;
}
