import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { makeSpanned, spanFlags, type Span } from './spannable-state.ts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};
const blockTags = /^(p|div|h[1-6]|ul|ol|blockquote)$/;
const longestHtmlChars = 500_000;

/** Html.fromHtml for the tags that matter to a reader: blocks, line breaks, list items, links, bold and underline. */
function* fromHtml(vm: Machine, source: JavaString | null): Steps<HeapObject> {
  const html = vm.text(source).slice(0, longestHtmlChars);
  let text = '';
  const spans: Span[] = [];
  const open: { tag: string; start: number; href: string | undefined }[] = [];
  for (const [, tagText, plain] of html.matchAll(/<([^>]*)>|([^<]+)/g)) {
    if (plain !== undefined) {
      text += decode(plain.replace(/\s+/g, ' '));
      continue;
    }
    const match = /^(\/?)\s*([a-zA-Z0-9]+)/.exec(tagText ?? '');
    const tag = match?.[2]?.toLowerCase() ?? '';
    if (tag === 'br') text += '\n';
    else if (blockTags.test(tag) && text !== '' && !text.endsWith('\n\n'))
      text += text.endsWith('\n') ? '\n' : '\n\n';
    else if (tag === 'li' && match?.[1] === '') text += `${text.endsWith('\n') || text === '' ? '' : '\n'}• `;
    if (match?.[1] === '')
      open.push({ tag, start: text.length, href: /href\s*=\s*["']?([^"'\s>]+)/i.exec(tagText ?? '')?.[1] });
    else {
      const at = open.findLastIndex((entry) => entry.tag === tag);
      const [entry] = at < 0 ? [] : open.splice(at, 1);
      if (entry) {
        const object = yield* spanFor(vm, entry.tag, entry.href);
        if (object)
          spans.push({ object, start: entry.start, end: text.length, flags: spanFlags.exclusiveExclusive });
      }
    }
  }
  return makeSpanned(
    vm,
    'android/text/SpannableStringBuilder',
    text.trimEnd(),
    vm.labelOf(source),
    spans.filter((span) => span.start < span.end),
  );
}

function* spanFor(vm: Machine, tag: string, href: string | undefined): Steps<HeapObject | undefined> {
  if (tag === 'a' && href !== undefined)
    return yield* vm.construct('android/text/style/URLSpan', '(Ljava/lang/String;)V', decode(href));
  if (tag === 'b' || tag === 'strong') return yield* vm.construct('android/text/style/StyleSpan', '(I)V', 1);
  if (tag === 'i' || tag === 'em') return yield* vm.construct('android/text/style/StyleSpan', '(I)V', 2);
  if (tag === 'u') return yield* vm.construct('android/text/style/UnderlineSpan', '()V');
  return undefined;
}

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export const html = defineClass({
  name: 'android/text/Html',
  methods: {
    'static fromHtml(Ljava/lang/String;)Landroid/text/Spanned;': (vm, source: JavaString | null) =>
      fromHtml(vm, source),
    'static fromHtml(Ljava/lang/String;I)Landroid/text/Spanned;': (vm, source: JavaString | null) =>
      fromHtml(vm, source),
    'static escapeHtml(Ljava/lang/CharSequence;)Ljava/lang/String;': function* (vm, text: HeapObject) {
      return (yield* vm.textOf(text)).replace(
        /[<>&]/g,
        (char) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[char] ?? char,
      );
    },
  },
});
