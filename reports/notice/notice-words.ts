import type { Lang } from '../parts/words.ts';

/** The fixed texts of a notice to rectify. */
export type NoticeWords = {
  readonly title: string;
  readonly salutation: (addressee: string) => string;
  readonly opening: string;
  readonly app: string;
  readonly packageName: string;
  readonly versionCode: string;
  readonly signer: string;
  readonly testedOn: string;
  readonly caseNumber: string;
  readonly findings: string;
  readonly facts: string;
  readonly clauses: string;
  readonly stack: string;
  readonly remediation: string;
  readonly demand: (dueOn: string) => string;
  readonly proof: (seal: string) => string;
};

export function noticeWords(lang: Lang): NoticeWords {
  return lang === 'en' ? english : chinese;
}

const chinese: NoticeWords = {
  title: '责令整改通知书',
  salutation: (addressee) => `${addressee}：`,
  opening: '经检测，你单位下列应用存在侵害用户权益的问题。现将检测事实、依据和整改要求通知如下。',
  app: '应用',
  packageName: '包名',
  versionCode: '版本号',
  signer: '签名证书 SHA-256',
  testedOn: '检测日期',
  caseNumber: '案件编号',
  findings: '存在的问题',
  facts: '检测事实',
  clauses: '涉及条款',
  stack: '代码位置',
  remediation: '整改建议',
  demand: (dueOn) =>
    `请于 ${dueOn} 前完成整改，逐项书面答复，并提交整改后的安装包接受复测。逾期未整改或整改不到位的，将依法依规向社会通报、要求应用商店下架并作进一步处理。`,
  proof: (seal) => `本通知所依据的证据已封存，封存值（SHA-256）：${seal}。可凭证据包核验。`,
};

const english: NoticeWords = {
  title: 'Notice to rectify',
  salutation: (addressee) => `To ${addressee}:`,
  opening:
    'A test of the app named below found that it infringes the rights of its users. The facts, the clauses and what has to be done are set out in this notice.',
  app: 'App',
  packageName: 'Package',
  versionCode: 'Version code',
  signer: 'Signing certificate, SHA-256',
  testedOn: 'Tested on',
  caseNumber: 'Case',
  findings: 'Findings',
  facts: 'Facts',
  clauses: 'Clauses',
  stack: 'In the code',
  remediation: 'What to do',
  demand: (dueOn) =>
    `Rectify the findings by ${dueOn}, answer each of them in writing, and submit the new build for a re-test. Where that is not done in time or not in full, the app is named in public and its removal from the stores is requested.`,
  proof: (seal) =>
    `The evidence behind this notice is sealed; its seal (SHA-256) is ${seal}. It can be checked with the evidence package.`,
};
