/** What to write where a policy is silent, and what asks for it; for the author of a policy, not a finding. */
export type Advice = {
  readonly write: readonly [zh: string, en: string];
  readonly source: string;
  /** A sentence to begin with; what stands in brackets is the author's to fill in. */
  readonly example?: readonly [zh: string, en: string];
};

/** By the keys of `missing`. `source` names the instrument and article as the duties' catalogue does. */
export const ADVICE: Readonly<Record<string, Advice>> = {
  'operator-name': {
    write: [
      '写明运营者的全称，与营业执照一致。',
      'Name the company that runs the app in full, as it is registered.',
    ],
    source: 'PIPL 17',
    example: [
      '本应用由【公司全称】（以下简称“我们”）运营，注册地址为【地址】。',
      'This app is run by [registered name of the company] ("we"), [address].',
    ],
  },
  contact: {
    write: ['写明至少一种联系方式：邮箱、电话或在线客服的路径。', 'Give at least one way to make contact.'],
    source: 'PIPL 17',
    example: [
      '如有疑问，请发送邮件至【邮箱】或拨打【电话】。',
      'Write to us at [e-mail] or call [telephone].',
    ],
  },
  types: {
    write: [
      '按功能逐项列出收集的信息，不用“等信息”收尾。',
      'List what is collected function by function, without an open end.',
    ],
    source: 'CAC191 2.1',
    example: [
      '使用【功能】时，我们收集【种类一】、【种类二】。',
      'When you use [function] we collect [kind] and [kind].',
    ],
  },
  purpose: {
    write: ['每一类信息后写明用于哪项功能。', 'Say after each kind which function it is for.'],
    source: 'CAC191 2.1',
    example: [
      '收集【种类】用于【功能】；不提供将无法使用该功能，不影响其他功能。',
      'We collect [kind] for [function]; without it that function does not work, and all others do.',
    ],
  },
  retention: {
    write: [
      '写明每类信息保存多久，或以什么标准确定期限，以及到期后如何处理。',
      'Say how long each kind is kept, or how that is decided, and what becomes of it then.',
    ],
    source: 'PIPL 17, 19',
    example: [
      '【种类】保存至注销账号后【30】日；届满后删除或匿名化。',
      '[Kind] is kept until [30] days after you close your account, and is then deleted.',
    ],
  },
  'storage-place': {
    write: [
      '写明存储于中国境内；向境外提供的，写明接收方、目的和种类。',
      'Say where it is stored; for transfers abroad name recipient, purpose and kinds.',
    ],
    source: 'PIPL 38, 39',
    example: [
      '我们在中国境内收集的个人信息存储于中国境内，不向境外提供。',
      'What we collect in mainland China is stored there and is not transferred abroad.',
    ],
  },
  'security-measures': {
    write: [
      '写明采取的技术和管理措施，以及发生泄露时如何通知。',
      'Say how it is protected, and how people are told of a breach.',
    ],
    source: 'PIPL 51, 57',
    example: [
      '我们采用传输加密、访问控制等措施；发生泄露时，以【方式】告知您，并报告主管部门。',
      'We encrypt what is sent and control who may see it; of a breach we tell you by [way] and inform the authority.',
    ],
  },
  'right-access': {
    write: ['写明查阅个人信息的路径。', 'Say how one sees one’s information.'],
    source: 'PIPL 45',
    example: [
      '您可以在“我的 > 设置 > 个人信息”中查阅您的个人信息。',
      'You can see your information under Settings > Personal information.',
    ],
  },
  'right-copy': {
    write: ['写明如何获取个人信息副本。', 'Say how one gets a copy.'],
    source: 'PIPL 45',
    example: [
      '您可以在“设置 > 个人信息下载”获取副本，或发送邮件至【邮箱】申请。',
      'You can get a copy under Settings > Download, or by writing to [e-mail].',
    ],
  },
  'right-correct': {
    write: ['写明更正、补充个人信息的路径。', 'Say how one corrects it.'],
    source: 'PIPL 46',
    example: [
      '您可以在“我的 > 编辑资料”中更正、补充您的个人信息。',
      'You can correct your information under Profile > Edit.',
    ],
  },
  'right-delete': {
    write: ['写明删除个人信息的路径和情形。', 'Say how one has it deleted.'],
    source: 'PIPL 47',
    example: [
      '您可以在“【路径】”删除，或发送邮件至【邮箱】要求我们删除您的个人信息。',
      'You can delete your information under [path], or ask us to at [e-mail].',
    ],
  },
  'right-withdraw': {
    write: [
      '写明在哪里撤回同意，例如“设置 > 隐私 > 撤回同意”。',
      'Say where consent is withdrawn, e.g. Settings > Privacy.',
    ],
    source: 'PIPL 15',
    example: [
      '您可以在“设置 > 隐私 > 撤回同意”撤回同意；撤回不影响此前的处理。',
      'You can withdraw your consent under Settings > Privacy; what was done before stays lawful.',
    ],
  },
  'right-portability': {
    write: ['写明如何申请将信息转移至指定的处理者。', 'Say how one has it moved to another handler.'],
    source: 'PIPL 45',
    example: [
      '您可以发送邮件至【邮箱】，申请将您的个人信息转移至您指定的个人信息处理者。',
      'You can ask us at [e-mail] to move your information to another handler.',
    ],
  },
  'right-explain': {
    write: ['写明可以要求对处理规则作出解释说明。', 'Say that one may ask for the rules to be explained.'],
    source: 'PIPL 48',
    example: [
      '您有权要求我们对本政策作出解释说明，请联系【邮箱】。',
      'You may ask us to explain these rules: [e-mail].',
    ],
  },
  'right-deceased': {
    write: [
      '写明近亲属可以查阅、复制、更正、删除逝者的信息。',
      'Say what relatives may do with the information of the dead.',
    ],
    source: 'PIPL 49',
    example: [
      '用户去世后，其近亲属可以联系【邮箱】，查阅、复制、更正、删除其个人信息。',
      'Relatives of a user who has died can see, copy, correct and delete the information: [e-mail].',
    ],
  },
  'account-deletion': {
    write: [
      '写明注销账号的路径，条件不得不合理，十五个工作日内完成。',
      'Say how an account is closed, without unreasonable conditions, within fifteen working days.',
    ],
    source: 'CAC191 6.1',
    example: [
      '您可以在“设置 > 账号与安全 > 注销账号”注销；我们在15个工作日内完成并删除您的个人信息。',
      'You can close your account under Settings > Account; it takes at most fifteen working days, and your information is deleted.',
    ],
  },
  complaint: {
    write: ['写明投诉、举报的渠道。', 'Name a channel for complaints.'],
    source: 'CAC191 6.5',
    example: ['您可以发送邮件至【邮箱】投诉、举报。', 'Complaints reach us at [e-mail].'],
  },
  'response-days': {
    write: [
      '写明答复期限，不超过十五个工作日。',
      'Say within how many days answers come: fifteen working days at most.',
    ],
    source: 'CAC191 6.4',
    example: ['我们将在收到请求后15个工作日内答复。', 'We answer within fifteen working days.'],
  },
  minors: {
    write: [
      '写明对不满十四周岁未成年人的处理规则，或单独的儿童规则的网址。',
      'Give rules for children under fourteen, or the address of rules of their own.',
    ],
    source: 'PIPL 31',
    example: [
      '不满十四周岁的，须由监护人同意；我们制定了《儿童个人信息保护规则》：【网址】。',
      'Children under fourteen need the consent of a guardian; our rules for them: [address].',
    ],
  },
  'effective-date': {
    write: ['在开头写明更新日期和生效日期。', 'Put the dates of update and effect at the top.'],
    source: 'CAC191 2.2',
    example: [
      '更新日期：【2025年1月1日】\u3000生效日期：【2025年1月8日】',
      'Updated [1 January 2025], in effect from [8 January 2025].',
    ],
  },
  'change-notice': {
    write: [
      '写明规则变更时如何通知，重大变更应弹窗提示。',
      'Say how changes are told; material ones want a notice in the app.',
    ],
    source: 'PIPL 17',
    example: [
      '本政策变更时，我们以弹窗告知；收集的种类、目的或第三方有变化的，重新征得您的同意。',
      'We tell you of changes by a notice in the app, and ask again where kinds, purposes or third parties change.',
    ],
  },
  'sensitive-notice': {
    write: [
      '对每类敏感个人信息写明必要性和对个人权益的影响，并取得单独同意。',
      'Say of each sensitive kind why it is needed and what it means for people; ask for it by itself.',
    ],
    source: 'PIPL 29, 30',
    example: [
      '【种类】属于敏感个人信息，为实现【功能】所必需；泄露可能造成【影响】，我们将单独征得您的同意。',
      '[Kind] is sensitive; [function] cannot do without it. Its loss could lead to [harm]; we ask for it by itself.',
    ],
  },
  'personalised-switch': {
    write: ['写明关闭个性化推荐的路径。', 'Say where personalised content is switched off.'],
    source: 'PIPL 24',
    example: [
      '您可以在“设置 > 隐私 > 个性化推荐”关闭个性化推荐。',
      'You can switch personalised content off under Settings > Privacy.',
    ],
  },
};
