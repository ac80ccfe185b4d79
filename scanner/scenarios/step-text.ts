import type { StepText } from '../evidence/index.ts';

/** What the steps of the scenarios are called; a report shows them in its reader's language. */
export const steps = {
  firstStart: { zh: '首次启动应用', en: 'start the app for the first time' },
  startAgain: { zh: '再次启动应用', en: 'start the app again' },
  openPolicy: { zh: '打开隐私政策链接', en: 'open the link to the policy' },
  back: { zh: '按返回键', en: 'press Back' },
  home: { zh: '回到桌面', en: 'go to the home screen' },
  comeBack: { zh: '从桌面回到应用', en: 'come back from the home screen' },
  tickBox: { zh: '勾选同意框', en: 'tick the consent box' },
  deny: { zh: '拒绝权限', en: 'deny the permission' },
  allow: { zh: '允许权限', en: 'allow the permission' },
  reboot: { zh: '重启手机', en: 'restart the phone' },
  removeTask: { zh: '从最近任务列表中划掉应用', en: 'swipe the app off the list of recent tasks' },
  upgrade: { zh: '覆盖安装同一版本', en: 'install the same version over it' },
  upgradeOlder: { zh: '从旧版本升级', en: 'upgrade from the older version' },
  scrollDown: { zh: '向下滚动', en: 'scroll down' },
  confirm: { zh: '确认', en: 'confirm' },
  fillIn: { zh: '填写测试内容', en: 'fill in a value for the test' },
  idle: (durationMs: number): StepText => ({
    zh: `静置 ${renderDuration(durationMs).zh}，不做任何操作`,
    en: `wait ${renderDuration(durationMs).en} without touching anything`,
  }),
  inBackground: (durationMs: number): StepText => ({
    zh: `在后台停留 ${renderDuration(durationMs).zh}`,
    en: `stay in the background for ${renderDuration(durationMs).en}`,
  }),
  tap: (label: string): StepText => ({
    zh: label === '' ? '点击控件' : `点击“${label}”`,
    en: label === '' ? 'tap a control' : `tap "${label}"`,
  }),
  restartAfterRefusal: (round: number): StepText => ({
    zh: `拒绝后第 ${round} 次重启应用`,
    en: `restart ${round} after the refusal`,
  }),
  returnAfter: (durationMs: number): StepText => ({
    zh: `${renderDuration(durationMs).zh}后再次启动应用`,
    en: `start again after ${renderDuration(durationMs).en}`,
  }),
  systemEvent: (action: string): StepText => ({ zh: `系统事件 ${action}`, en: `system event ${action}` }),
  // What is tried on a window that nobody asked for.
  shake: (name: StepText): StepText => ({ zh: `播放动作：${name.zh}`, en: `play a motion: ${name.en}` }),
  tapBlank: { zh: '点击没有控件的位置', en: 'tap where no control is' },
  tapMark: (count: number): StepText => ({
    zh: `点击关闭标志（第 ${count} 次）`,
    en: `tap the close mark (${count})`,
  }),
  tapMarkLater: { zh: '等待后点击关闭标志', en: 'tap the close mark after waiting' },
  answerQuestion: (label: string): StepText => ({
    zh: `在追问中点击“${label}”`,
    en: `answer the question that follows with "${label}"`,
  }),
} as const;

export function renderDuration(durationMs: number): StepText {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 120 && seconds % 60 !== 0) return { zh: `${seconds} 秒`, en: `${seconds} s` };
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return { zh: `${minutes} 分钟`, en: `${minutes} min` };
  const hours = Math.round(minutes / 60);
  return { zh: `${hours} 小时`, en: `${hours} h` };
}
