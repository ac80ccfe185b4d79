import type { Context } from './context.ts';

/** What an inspector calls each procedure; a report may hold one that is not among these. */
const titles: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  S1: { zh: '首次启动，不操作', en: 'first start, hands off' },
  S2: { zh: '拒绝隐私政策', en: 'refusing the policy' },
  S3: { zh: '同意后静置', en: 'agreeing, then hands off' },
  S4: { zh: '拒绝各项权限', en: 'denying permissions' },
  S5: { zh: '授权使用后离开', en: 'granting, using, leaving' },
  S6: { zh: '逐页浏览', en: 'going through the screens' },
  S7: { zh: '后台运行', en: 'in the background' },
  S8: { zh: '前台静默', en: 'on the screen, untouched' },
  S9: { zh: '自启动与关联启动', en: 'starting by itself' },
  S10: { zh: '升级安装', en: 'upgrade' },
  S11: { zh: '关闭窗口', en: 'closing windows' },
  S12: { zh: '摇动与转动', en: 'shaking and turning' },
  S13: { zh: '设置页', en: 'settings' },
  S14: { zh: '登录与账号', en: 'login and account' },
};

/** "Scenario S2: refusing the policy". */
export function scenarioTitle({ words, pick }: Context, id: string): string {
  const title = Object.hasOwn(titles, id) ? titles[id] : undefined;
  return title ? words('scenarioTitled', { id, title: pick(title) }) : words('scenario', { id });
}
