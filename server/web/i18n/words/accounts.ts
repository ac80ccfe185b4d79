import type { Words } from './line.ts';

export const accountsWords = {
  'accounts.title': { zh: '账号管理', en: 'Accounts' },
  'accounts.lead': { zh: '谁可以登录，以及能做什么。', en: 'Who may sign in, and what they may do.' },
  'accounts.new': { zh: '新建账号', en: 'New account' },
  'accounts.role': { zh: '角色', en: 'Role' },
  'accounts.roleOf': { zh: '{name} 的角色', en: 'Role of {name}' },
  'accounts.enabled': { zh: '启用', en: 'Enabled' },
  'accounts.enabledOf': { zh: '启用 {name}', en: 'Enable {name}' },
  'accounts.created': { zh: '创建时间', en: 'Created' },
  'accounts.reset': { zh: '重设密码', en: 'Reset password' },
  'accounts.resetOf': { zh: '重设 {name} 的密码', en: 'Reset the password of {name}' },
  'accounts.firstPassword': { zh: '初始密码', en: 'First password' },
  'accounts.you': { zh: '你', en: 'you' },
  'accounts.rolesTitle': { zh: '角色说明', en: 'What the roles may do' },
  'accounts.rolesHint': {
    zh: '开发者只能看到自己提交的扫描和发给自己的案件；应用商店只能看到自己的上架信息；检测人员可以看到全部扫描、队列和本机构的案件；管理员可以看到全部并管理账号。',
    en: 'Developers see their own scans and the cases addressed to them; store operators their listings; inspectors all scans, the queue and the cases of their organisation; administrators see everything and manage accounts.',
  },

  'account.changePassword': { zh: '修改密码', en: 'Change password' },

  'tokens.title': { zh: '访问令牌', en: 'Access tokens' },
  'tokens.lead': {
    zh: '供程序调用接口，例如在流水线里自动扫描。权限与你的账号相同。',
    en: 'For programs that call the API, such as a build pipeline. A token may do what your account may.',
  },
  'tokens.name': { zh: '名称', en: 'Name' },
  'tokens.namePlaceholder': { zh: '例如：流水线', en: 'e.g. build pipeline' },
  'tokens.nameMissing': { zh: '请输入名称', en: 'Enter a name' },
  'tokens.new': { zh: '新建令牌', en: 'New token' },
  'tokens.once': { zh: '请立即复制，令牌只显示这一次：', en: 'Copy it now; the token is shown only once:' },
  'tokens.none': { zh: '还没有令牌。', en: 'No tokens yet.' },
  'tokens.removeAsk': {
    zh: '删除令牌“{name}”？使用它的程序将无法再调用接口。',
    en: 'Delete the token “{name}”? Programs that use it will be refused.',
  },

  'preferences.title': { zh: '消息设置', en: 'Messages' },
  'preferences.lead': {
    zh: '选择哪些事项以何种方式通知您。',
    en: 'Choose what you hear of, and in which ways.',
  },
  'preferences.email': { zh: '邮箱', en: 'Mail address' },
  'preferences.emailWrong': { zh: '邮箱格式不正确', en: 'This is no mail address' },
  'preferences.noMail': { zh: '本服务器尚未配置邮件发送。', en: 'This server sends no mail.' },
  'preferences.webhook': { zh: 'Webhook 地址', en: 'Webhook address' },
  'preferences.webhookHint': {
    zh: '消息以 JSON 发送，并附 HMAC-SHA256 签名。',
    en: 'Messages come as JSON, signed by HMAC-SHA256.',
  },
  'preferences.language': { zh: '邮件语言', en: 'Language of mails' },
  'preferences.event': { zh: '事项', en: 'Event' },
  'preferences.saved': { zh: '已保存。', en: 'Saved.' },
  'preferences.secretOnce': {
    zh: '签名密钥（仅显示这一次）：',
    en: 'Key of the signature (shown this once):',
  },

  'organisations.title': { zh: '机构', en: 'Organisations' },
  'organisations.lead': {
    zh: '同一机构的检测人员共享案件。',
    en: 'Inspectors of one organisation share their cases.',
  },
  'organisations.name': { zh: '机构名称', en: 'Name of the organisation' },
  'organisations.nameOf': { zh: '机构 {name} 的名称', en: 'Name of {name}' },
  'organisations.nameMissing': { zh: '请输入机构名称', en: 'Name the organisation' },
  'organisations.new': { zh: '新建机构', en: 'New organisation' },
  'organisations.none': { zh: '还没有机构。', en: 'No organisation yet.' },
  'organisations.accounts': { zh: '{n} 个账号', en: '{n} accounts' },

  'accounts.scope': { zh: '机构或商店', en: 'Organisation or store' },
  'accounts.store': { zh: '商店标识', en: 'Id of the store' },
  'accounts.storeOf': { zh: '{name} 的商店', en: 'Store of {name}' },
  'accounts.organisationOf': { zh: '{name} 的机构', en: 'Organisation of {name}' },
  'accounts.noOrganisation': { zh: '无', en: 'None' },
} as const satisfies Words;
