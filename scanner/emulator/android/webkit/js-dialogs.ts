import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  JavaString,
  JavaThread,
  Machine,
  Steps,
} from '../../machine/index.ts';
import type { PageAnswer, PageAsk } from '../../web/messages.ts';
import { findActivity } from '../view/open-window.ts';
import { viewOf } from '../view/view-state.ts';
import { onMain } from './threads.ts';
import { webOf } from './web-state.ts';

type DialogAsk = Extract<PageAsk, { kind: 'dialog' }>;
/** android.webkit.JsResult: what the person answers, and the thread of the page that waits for it. */
type Result = { accept: boolean | undefined; text: string; readonly waiting: JavaThread };
type JsResult = JavaObject<Result>;

const web$ = 'Landroid/webkit/WebView;';
const text$ = 'Ljava/lang/String;';
const result$ = 'Landroid/webkit/JsResult;';
const builder$ = 'Landroid/app/AlertDialog$Builder;';
const listener$ = 'Landroid/content/DialogInterface$OnClickListener;';
const positive = -1;

const callbacks = {
  alert: 'onJsAlert',
  confirm: 'onJsConfirm',
  prompt: 'onJsPrompt',
  beforeunload: 'onJsBeforeUnload',
} as const;

/** alert, confirm and prompt of a page: the app's client may take them, else Android shows a dialog of its own. */
export function* showJsDialog(vm: Machine, web: JavaObject, ask: DialogAsk): Steps<PageAnswer> {
  const isPrompt = ask.type === 'prompt';
  const result: JsResult = vm.newObject<Result>(
    isPrompt ? 'android/webkit/JsPromptResult' : 'android/webkit/JsResult',
  );
  result.peer = { accept: undefined, text: ask.initial, waiting: vm.thread };
  yield* onMain(vm, 'page dialog', () => show(vm, web, ask, result));
  while (result.peer.accept === undefined) yield* vm.park();
  return { kind: 'dialog', accept: result.peer.accept, text: result.peer.text };
}

function* show(vm: Machine, web: JavaObject, ask: DialogAsk, result: JsResult): Steps<void> {
  const { chrome } = webOf(web);
  const [url, message] = [vm.string(ask.url), vm.string(ask.message)];
  const taken =
    chrome !== null &&
    (ask.type === 'prompt'
      ? yield* vm.call<boolean>(
          chrome,
          `onJsPrompt(${web$}${text$}${text$}${text$}Landroid/webkit/JsPromptResult;)Z`,
          web,
          url,
          message,
          vm.string(ask.initial),
          result,
        )
      : yield* vm.call<boolean>(
          chrome,
          `${callbacks[ask.type]}(${web$}${text$}${text$}${result$})Z`,
          web,
          url,
          message,
          result,
        ));
  if (taken) return;
  const activity = findActivity(viewOf(web).context);
  if (!activity) {
    // Android has no window to show it in.
    settle(vm, result, false);
    return;
  }
  const builder = yield* vm.construct(
    'android/app/AlertDialog$Builder',
    '(Landroid/content/Context;)V',
    activity,
  );
  const listener = vm.newObject<JsResult>('android/webkit/JsResult$Button');
  listener.peer = result;
  yield* vm.call(
    builder,
    `setTitle(Ljava/lang/CharSequence;)${builder$}`,
    vm.string(`网址为“${ask.url}”的网页显示：`),
  );
  yield* vm.call(builder, `setMessage(Ljava/lang/CharSequence;)${builder$}`, message);
  yield* vm.call(
    builder,
    `setPositiveButton(Ljava/lang/CharSequence;${listener$})${builder$}`,
    vm.string('确定'),
    listener,
  );
  if (ask.type !== 'alert')
    yield* vm.call(
      builder,
      `setNegativeButton(Ljava/lang/CharSequence;${listener$})${builder$}`,
      vm.string('取消'),
      listener,
    );
  yield* vm.call(
    builder,
    `setOnCancelListener(Landroid/content/DialogInterface$OnCancelListener;)${builder$}`,
    listener,
  );
  yield* vm.call(builder, 'show()Landroid/app/AlertDialog;');
}

function settle(vm: Machine, { peer }: JsResult, accept: boolean): void {
  peer.accept ??= accept;
  vm.unpark(peer.waiting);
}

export const jsDialogClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/webkit/JsResult',
    labels: 'container',
    methods: {
      'confirm()V': (vm, self: JsResult) => settle(vm, self, true),
      'cancel()V': (vm, self: JsResult) => settle(vm, self, false),
    },
  }),
  defineClass({
    name: 'android/webkit/JsPromptResult',
    super: 'android/webkit/JsResult',
    labels: 'container',
    methods: {
      [`confirm(${text$})V`]: (vm: Machine, self: JsResult, text: JavaString | null) => {
        self.peer.text = text?.value ?? '';
        settle(vm, self, true);
      },
    },
  }),
  defineClass({
    name: 'android/webkit/JsResult$Button',
    interfaces: [
      'android/content/DialogInterface$OnClickListener',
      'android/content/DialogInterface$OnCancelListener',
    ],
    labels: 'container',
    methods: {
      'onClick(Landroid/content/DialogInterface;I)V': (
        vm,
        self: JavaObject<JsResult>,
        _dialog: HeapObject | null,
        which: number,
      ) => settle(vm, self.peer, which === positive),
      'onCancel(Landroid/content/DialogInterface;)V': (vm, self: JavaObject<JsResult>) =>
        settle(vm, self.peer, false),
    },
  }),
];
