import type { JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { dpToPx } from '../view/styled.ts';
import { viewOf } from '../view/view-state.ts';
import { linearOf } from '../widget/linear-layout.ts';
import { readPage, type PageBlock } from './page-blocks.ts';
import { takesUrl } from './page-requests.ts';
import { webOf } from './web-state.ts';

// What stands for a page where no browser draws it: its texts, links and buttons as views, without scripts and styles.

/** Makes views of the page's blocks; what its scripts would do is a gap. */
export function* fillPage(vm: Machine, self: JavaObject, html: string): Steps<void> {
  const page = readPage(html);
  webOf(self).title = page.title;
  if (page.hasScripts) vm.gap('PARTIAL_MODEL', 'android/webkit/WebView JavaScript');
  const { context } = viewOf(self);
  const make = (name: string) =>
    vm.construct<JavaObject>(`android/widget/${name}`, '(Landroid/content/Context;)V', context);
  const scroll = yield* make('ScrollView');
  const column = yield* make('LinearLayout');
  linearOf(column).orientation = 1;
  const side = Math.round(dpToPx(vm, 8));
  yield* vm.call(column, 'setPadding(IIII)V', side, side, side, side);
  for (const block of page.blocks) {
    const view = yield* make(block.kind === 'button' ? 'Button' : 'TextView');
    yield* fillBlock(vm, self, view, block);
    yield* vm.call(column, 'addView(Landroid/view/View;)V', view);
  }
  yield* vm.call(scroll, 'addView(Landroid/view/View;)V', column);
  yield* vm.call(self, 'removeAllViews()V');
  yield* vm.call(self, 'addView(Landroid/view/View;)V', scroll);
}
function* fillBlock(vm: Machine, self: JavaObject, view: JavaObject, block: PageBlock): Steps<void> {
  yield* vm.call(view, 'setTextColor(I)V', 0xff000000 | 0);
  yield* vm.call(view, 'setTextSize(IF)V', 2, block.kind === 'heading' ? 22 : 16);
  if (block.kind === 'heading') yield* vm.call(view, 'setTypeface(Landroid/graphics/Typeface;I)V', null, 1);
  if (block.kind === 'button') yield* vm.call(view, 'setAllCaps(Z)V', false);
  const text = yield* vm.construct<JavaObject>(
    'android/text/SpannableString',
    '(Ljava/lang/CharSequence;)V',
    vm.string(block.text),
  );
  for (const { start, end, href } of block.links) {
    const link = yield* vm.construct<JavaObject<{ readonly web: JavaObject; readonly href: string }>>(
      'android/webkit/WebView$PageLink',
      '()V',
    );
    link.peer = { web: self, href };
    yield* vm.call(
      text,
      'setSpan(Ljava/lang/Object;III)V',
      link,
      start,
      Math.min(end, block.text.length),
      0x21,
    );
  }
  yield* vm.call(
    view,
    'setText(Ljava/lang/CharSequence;)V',
    block.links.length > 0 ? text : vm.string(block.text),
  );
  if (block.links.length > 0) {
    const movement = yield* vm.callStatic<JavaObject>(
      'android/text/method/LinkMovementMethod',
      'getInstance()Landroid/text/method/MovementMethod;',
    );
    yield* vm.call(view, 'setMovementMethod(Landroid/text/method/MovementMethod;)V', movement);
  }
  if (block.onClick === '') return;
  const listener = vm.newObject<{ readonly web: JavaObject; readonly script: string }>(
    'android/webkit/WebView$PageButton',
  );
  listener.peer = { web: self, script: block.onClick };
  yield* vm.call(view, 'setOnClickListener(Landroid/view/View$OnClickListener;)V', listener);
}

/** A link was pressed: the client may take it, else it is loaded. */
export function* followLink(vm: Machine, self: JavaObject, href: string): Steps<void> {
  const base = webOf(self).url ?? undefined;
  const url = URL.canParse(href, base) ? new URL(href, base).href : href;
  if (webOf(self).client && (yield* takesUrl(vm, self, url))) return;
  yield* vm.call(self, 'loadUrl(Ljava/lang/String;)V', vm.string(url));
}

const interfaceCall = /^\s*(?:window\.)?([\w$]+)\.([\w$]+)\(\s*('[^']*'|"[^"]*"|-?\d+)?\s*\)\s*;?\s*$/;

/** A button's script: a call of one of the app's own interfaces is made, anything else is a gap. */
export function* runScript(vm: Machine, self: JavaObject, script: string): Steps<void> {
  const [, name = '', method = '', literal] = interfaceCall.exec(script) ?? [];
  const target = webOf(self).interfaces.get(name);
  const found = target && findMethod(target, method, literal);
  if (!target || !found) {
    vm.gap('PARTIAL_MODEL', 'android/webkit/WebView JavaScript');
    return;
  }
  // The web view calls its interfaces on a thread of its own.
  const call = function* (): Steps<JavaValue> {
    return yield* vm.call(target, found, ...argumentsOf(vm, literal));
  };
  vm.spawn('JavaBridge', call());
}

function findMethod(target: JavaObject, method: string, literal: string | undefined): string | undefined {
  const wanted =
    literal === undefined
      ? '()'
      : literal.startsWith("'") || literal.startsWith('"')
        ? '(Ljava/lang/String;)'
        : '(I)';
  for (let cls: typeof target.cls | null = target.cls; cls; cls = cls.superclass)
    for (const selector of cls.methods.keys()) if (selector.startsWith(`${method}${wanted}`)) return selector;
  return undefined;
}

function argumentsOf(vm: Machine, literal: string | undefined): JavaValue[] {
  if (literal === undefined) return [];
  return /^['"]/.test(literal) ? [vm.string(literal.slice(1, -1))] : [Number(literal)];
}
