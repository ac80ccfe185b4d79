/** A piece of a web page that stands for itself: a paragraph, a heading, a button. */
export type PageBlock = {
  readonly kind: 'text' | 'heading' | 'button';
  readonly text: string;
  readonly links: readonly { readonly start: number; readonly end: number; readonly href: string }[];
  /** What the page does when it is pressed, as written. */
  readonly onClick: string;
};

export type Page = {
  readonly title: string;
  readonly blocks: readonly PageBlock[];
  /** The page has scripts of its own, which are not run. */
  readonly hasScripts: boolean;
};

const longestPageChars = 1_000_000;
const mostBlocks = 2000;
const blockTags = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol li table tr td th section article header footer br hr form blockquote pre'.split(
    ' ',
  ),
);
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
};

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,10});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function attributeOf(tag: string, name: string): string {
  const match = new RegExp(`\\b${name}\\s*=\\s*("([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
  return decode(match?.[2] ?? match?.[3] ?? match?.[4] ?? '');
}

/** Text, links and buttons of a page in reading order. Scripts and styles are left out, not run. */
export function readPage(html: string): Page {
  const source = html.slice(0, longestPageChars);
  const title = decode(/<title[^>]*>([^<]*)<\/title>/i.exec(source)?.[1] ?? '').trim();
  const body = source
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|head|template)\b[\s\S]*?<\/\1\s*>/gi, '');
  const blocks: PageBlock[] = [];
  let text = '';
  let kind: PageBlock['kind'] = 'text';
  let onClick = '';
  let links: { start: number; end: number; href: string }[] = [];
  let open: { start: number; href: string } | undefined;
  const flush = () => {
    const trimmed = text.trimEnd();
    if (trimmed !== '' && blocks.length < mostBlocks)
      blocks.push({
        kind,
        text: trimmed,
        links: links.filter(({ start }) => start < trimmed.length),
        onClick,
      });
    text = '';
    kind = 'text';
    onClick = '';
    links = [];
    open = open && { ...open, start: 0 };
  };
  for (const [, tag, plain] of body.matchAll(/<([^>]*)>|([^<]+)/g)) {
    if (plain !== undefined) {
      const more = decode(plain.replace(/\s+/g, ' '));
      text += text === '' || text.endsWith(' ') ? more.trimStart() : more;
      continue;
    }
    const [, closing, rawName = ''] = /^(\/?)\s*([a-z0-9]+)/i.exec(tag ?? '') ?? [];
    const name = rawName.toLowerCase();
    if (name === 'a') {
      if (open && open.start < text.length) links.push({ ...open, end: text.length });
      open = closing ? undefined : { start: text.length, href: attributeOf(tag ?? '', 'href') };
    } else if (
      name === 'button' ||
      (name === 'input' && /type\s*=\s*["']?(button|submit)/i.test(tag ?? ''))
    ) {
      flush();
      if (closing) continue;
      kind = 'button';
      onClick = attributeOf(tag ?? '', 'onclick');
      if (name === 'input') {
        text = attributeOf(tag ?? '', 'value');
        flush();
      }
    } else if (blockTags.has(name)) {
      flush();
      if (!closing && /^h[1-6]$/.test(name)) kind = 'heading';
      if (!closing) onClick = attributeOf(tag ?? '', 'onclick');
    }
  }
  flush();
  return { title, blocks, hasScripts: /<script\b/i.test(source) };
}
