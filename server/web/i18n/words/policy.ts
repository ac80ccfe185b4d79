import type { Words } from './line.ts';

export const policyWords = {
  'policy.partly': { zh: '未能读全', en: 'not read in full' },
  'policy.reach': { zh: '到达路径', en: 'The way there' },
  'policy.noSentence': { zh: '所读文档均未提及。', en: 'None of the documents read mentions it.' },
  'policy.notRead': { zh: '文档未能读全。', en: 'The documents were not read in full.' },
  'policy.byOcr': { zh: '由图片识别，请核对原文', en: 'read from a picture, to be checked' },
  'policy.notSeen': { zh: '本次扫描未见。', en: 'Not seen in this scan.' },
  'policy.list': { zh: '清单', en: 'list' },
  'policy.contradiction': { zh: '文档之间说法不一', en: 'documents disagree' },
  'policy.subject': { zh: '信息、SDK 或权限', en: 'Information, SDK or permission' },
  'policy.stated': { zh: '政策', en: 'Stated' },
  'policy.seen': { zh: '行为', en: 'Seen' },
  'policy.none': { zh: '没有读到隐私政策。', en: 'No privacy policy was read.' },
  'policy.nothing': { zh: '没有可以对照的内容。', en: 'There is nothing to put side by side.' },

  'policyKind.policy': { zh: '隐私政策', en: 'privacy policy' },
  'policyKind.summary': { zh: '摘要或弹窗文字', en: 'summary or dialog' },
  'policyKind.children': { zh: '儿童个人信息保护规则', en: "children's rules" },
  'policyKind.sdk-list': { zh: 'SDK 清单', en: 'SDK list' },
  'policyKind.collected-list': { zh: '已收集个人信息清单', en: 'list of collected information' },
  'policyKind.shared-list': { zh: '与第三方共享信息清单', en: 'list of shared information' },
  'policyKind.permission-list': { zh: '权限清单', en: 'permission list' },
  'policyKind.agreement': { zh: '用户协议', en: 'user agreement' },

  'policyOrigin.package-file': { zh: '安装包内的文件', en: 'file in the package' },
  'policyOrigin.string-resource': { zh: '安装包内的文字资源', en: 'text resource of the package' },
  'policyOrigin.given-file': { zh: '提交者给出的文件', en: 'file given' },
  'policyOrigin.given-url': { zh: '提交者给出的网址', en: 'address given' },
  'policyOrigin.screen': { zh: '应用界面', en: 'screen of the app' },
  'policyOrigin.app-address': { zh: '应用内的网址', en: 'address in the app' },

  'policyStated.named': { zh: '已写明', en: 'stated' },
  'policyStated.broad': { zh: '仅有笼统说法', en: 'broad word only' },
  'policyStated.elsewhere': { zh: '写在其他主体名下', en: 'stated of another' },
  'policyStated.denied': { zh: '声明没有', en: 'denied' },
  'policyStated.absent': { zh: '未写明', en: 'not stated' },
  'policyStated.unknown': { zh: '未读全，无法判断', en: 'not read in full' },

  'policyPurpose.generic': { zh: '用途笼统', en: 'purpose vague' },
  'policyPurpose.missing': { zh: '没有写用途', en: 'no purpose' },

  'policySeen.run': { zh: '运行 {n} 次', en: '{n} times while running' },
  'policySeen.code': { zh: '代码中存在', en: 'in the code' },
  'policySeen.present': { zh: '已集成', en: 'in the package' },
  'policySeen.declared': { zh: '已声明', en: 'declared' },
  'policySeen.none': { zh: '未见', en: 'not seen' },
} as const satisfies Words;
