import type { Words } from './line.ts';

export const signInWords = {
  'signIn.title': { zh: '登录', en: 'Sign in' },
  'signIn.name': { zh: '账号', en: 'Account name' },
  'signIn.password': { zh: '密码', en: 'Password' },
  'signIn.submit': { zh: '登录', en: 'Sign in' },
  'signIn.nameMissing': { zh: '请输入账号', en: 'Enter the account name' },
  'signIn.passwordMissing': { zh: '请输入密码', en: 'Enter the password' },
  'signIn.expired': { zh: '登录已过期，请重新登录。', en: 'Your session has ended. Please sign in again.' },
  'signIn.hint': {
    zh: '首次启动时，服务器会在终端输出账号 admin 的一次性密码；登录后请尽快修改。',
    en: 'On its first start the server prints a one-time password for the account admin in its terminal. Change it soon after signing in.',
  },

  'password.current': { zh: '当前密码', en: 'Current password' },
  'password.next': { zh: '新密码', en: 'New password' },
  'password.again': { zh: '再次输入新密码', en: 'New password again' },
  'password.rule': { zh: '至少 {n} 个字符', en: 'At least {n} characters' },
  'password.differ': { zh: '两次输入的新密码不一致', en: 'The two new passwords differ' },
  'password.changed': { zh: '密码已修改。', en: 'The password has been changed.' },

  'signIn.provider': { zh: '使用 {label} 登录', en: 'Sign in by {label}' },
  'signIn.refused': {
    zh: '统一身份认证未通过，请重新登录。',
    en: 'The sign-in by the provider did not succeed. Begin again.',
  },
  'signIn.away': { zh: '统一身份认证服务暂时无法使用。', en: 'The provider of sign-ins cannot be reached.' },
  'signIn.disabled': {
    zh: '该账号已停用，请联系管理员。',
    en: 'This account is disabled. Ask an administrator.',
  },

  'pending.title': { zh: '等待授权', en: 'Waiting for a role' },
  'pending.hint': {
    zh: '{name}，您已登录。管理员分配角色后即可使用，届时请刷新页面。',
    en: '{name}, you are signed in. Once an administrator gives you a role, reload this page.',
  },
} as const satisfies Words;
