/** What to write where a policy is silent, and what asks for it; for the author of a policy, not a finding. */
export type Advice = { readonly write: readonly [zh: string, en: string]; readonly source: string };

/** By the keys of `missing`. `source` names the instrument and article as the duties' catalogue does. */
export const ADVICE: Readonly<Record<string, Advice>> = {
  'operator-name': {
    write: [
      '写明运营者的全称，与营业执照一致。',
      'Name the company that runs the app in full, as it is registered.',
    ],
    source: 'PIPL 17',
  },
  contact: {
    write: ['写明至少一种联系方式：邮箱、电话或在线客服的路径。', 'Give at least one way to make contact.'],
    source: 'PIPL 17',
  },
  types: {
    write: [
      '按功能逐项列出收集的信息，不用“等信息”收尾。',
      'List what is collected function by function, without an open end.',
    ],
    source: 'CAC191 2.1',
  },
  purpose: {
    write: ['每一类信息后写明用于哪项功能。', 'Say after each kind which function it is for.'],
    source: 'CAC191 2.1',
  },
  retention: {
    write: [
      '写明每类信息保存多久，或以什么标准确定期限，以及到期后如何处理。',
      'Say how long each kind is kept, or how that is decided, and what becomes of it then.',
    ],
    source: 'PIPL 17, 19',
  },
  'storage-place': {
    write: [
      '写明存储于中国境内；向境外提供的，写明接收方、目的和种类。',
      'Say where it is stored; for transfers abroad name recipient, purpose and kinds.',
    ],
    source: 'PIPL 38, 39',
  },
  'security-measures': {
    write: [
      '写明采取的技术和管理措施，以及发生泄露时如何通知。',
      'Say how it is protected, and how people are told of a breach.',
    ],
    source: 'PIPL 51, 57',
  },
  'right-access': {
    write: ['写明查阅个人信息的路径。', 'Say how one sees one’s information.'],
    source: 'PIPL 45',
  },
  'right-copy': {
    write: ['写明如何获取个人信息副本。', 'Say how one gets a copy.'],
    source: 'PIPL 45',
  },
  'right-correct': {
    write: ['写明更正、补充个人信息的路径。', 'Say how one corrects it.'],
    source: 'PIPL 46',
  },
  'right-delete': {
    write: ['写明删除个人信息的路径和情形。', 'Say how one has it deleted.'],
    source: 'PIPL 47',
  },
  'right-withdraw': {
    write: [
      '写明在哪里撤回同意，例如“设置 > 隐私 > 撤回同意”。',
      'Say where consent is withdrawn, e.g. Settings > Privacy.',
    ],
    source: 'PIPL 15',
  },
  'right-portability': {
    write: ['写明如何申请将信息转移至指定的处理者。', 'Say how one has it moved to another handler.'],
    source: 'PIPL 45',
  },
  'right-explain': {
    write: ['写明可以要求对处理规则作出解释说明。', 'Say that one may ask for the rules to be explained.'],
    source: 'PIPL 48',
  },
  'right-deceased': {
    write: [
      '写明近亲属可以查阅、复制、更正、删除逝者的信息。',
      'Say what relatives may do with the information of the dead.',
    ],
    source: 'PIPL 49',
  },
  'account-deletion': {
    write: [
      '写明注销账号的路径，条件不得不合理，十五个工作日内完成。',
      'Say how an account is closed, without unreasonable conditions, within fifteen working days.',
    ],
    source: 'CAC191 6.1',
  },
  complaint: {
    write: ['写明投诉、举报的渠道。', 'Name a channel for complaints.'],
    source: 'CAC191 6.5',
  },
  'response-days': {
    write: [
      '写明答复期限，不超过十五个工作日。',
      'Say within how many days answers come: fifteen working days at most.',
    ],
    source: 'CAC191 6.4',
  },
  minors: {
    write: [
      '写明对不满十四周岁未成年人的处理规则，或单独的儿童规则的网址。',
      'Give rules for children under fourteen, or the address of rules of their own.',
    ],
    source: 'PIPL 31',
  },
  'effective-date': {
    write: ['在开头写明更新日期和生效日期。', 'Put the dates of update and effect at the top.'],
    source: 'CAC191 2.2',
  },
  'change-notice': {
    write: [
      '写明规则变更时如何通知，重大变更应弹窗提示。',
      'Say how changes are told; material ones want a notice in the app.',
    ],
    source: 'PIPL 17',
  },
  'sensitive-notice': {
    write: [
      '对每类敏感个人信息写明必要性和对个人权益的影响，并取得单独同意。',
      'Say of each sensitive kind why it is needed and what it means for people; ask for it by itself.',
    ],
    source: 'PIPL 29, 30',
  },
  'personalised-switch': {
    write: ['写明关闭个性化推荐的路径。', 'Say where personalised content is switched off.'],
    source: 'PIPL 24',
  },
};
