import type { Block } from '../document/document.ts';
import type { Lexicon } from './lexicon.ts';

/** A block with the headings it stands under. */
export type PlacedBlock = {
  readonly block: Exclude<Block, { kind: 'heading' }>;
  readonly headings: readonly string[];
  /** What the nearest heading that says so is about. */
  readonly topic: string | undefined;
};

/** Topics whose sub-headings name functions rather than new topics. */
const HOLDS = new Set(['collect', 'sdk', 'permission']);
/** Topics that a sub-heading opens whatever stands above. */
const OWN = new Set(['sdk', 'permission', 'definition', 'minors', 'contact', 'rights', 'share', 'cookie']);

/** What a document calls itself; that it is the policy of an SDK makes it no list of third parties. */
export const POLICY_TITLE =
  /隐私(?:权)?(?:保护)?(?:政策|指引|声明|协议|条款)|\bprivacy (?:policy|notice|statement)/iu;
const ABOUT_MINORS = /儿童|未成年人|\bchild(?:ren)?(?:'s)?\b|\bminors?\b/giu;

/** Blocks under their headings, in order; headings that stand alone are kept as short paragraphs of their own. */
export function placeBlocks(blocks: readonly Block[], lexicon: Lexicon): readonly PlacedBlock[] {
  const stack: { readonly level: number; readonly text: string; readonly topic: string | undefined }[] = [];
  const placed: PlacedBlock[] = [];
  let announced: string | undefined;
  /** In rules on children every heading names them: what else it names is its topic. */
  const isOfMinors = blocks[0]?.kind === 'heading' && lexicon.toTopic(blocks[0].text) === 'minors';
  for (const block of blocks) {
    if (block.kind === 'heading') {
      while (stack.length > 0 && (stack.at(-1)?.level ?? 0) >= block.level) stack.pop();
      const own = POLICY_TITLE.test(block.text)
        ? undefined
        : lexicon.toTopic(isOfMinors ? block.text.replace(ABOUT_MINORS, '') : block.text);
      const above = stack.at(-1)?.topic;
      const topic =
        own === undefined || (above !== undefined && HOLDS.has(above) && !OWN.has(own)) ? above : own;
      announced = undefined;
      stack.push({ level: block.level, text: block.text, topic });
      continue;
    }
    if (block.kind !== 'item') {
      // "We use these third-party services:" opens a list under no heading of its own.
      const announces = block.kind === 'paragraph' && /[：:]$/u.test(block.text);
      announced = announces && lexicon.toTopic(block.text) === 'sdk' ? 'sdk' : undefined;
    }
    const topic = block.kind === 'item' && announced !== undefined ? announced : stack.at(-1)?.topic;
    placed.push({ block, headings: stack.map(({ text }) => text), topic });
  }
  return placed;
}

/** The label before a colon at the start of a block ("设备信息：…"), without its number. */
export function findLabel(text: string): { readonly label: string; readonly length: number } | undefined {
  const aside = /^([^：:，。]{2,24})，(?:仅供参考|供参考)[：:]/u.exec(text);
  if (aside) return { label: (aside[1] ?? '').trim(), length: aside[0].length };
  const match =
    /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?([^：:。；;，,]{1,32})[：:](?!\/\/)/u.exec(text);
  return match ? { label: (match[1] ?? '').trim(), length: match[0].length } : undefined;
}
