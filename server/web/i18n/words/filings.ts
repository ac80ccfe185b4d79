import type { Words } from './line.ts';

export const filingsWords = {
  'filing.label': { zh: '备案情况', en: 'Filing' },
  'filing.any': { zh: '任何备案情况', en: 'Any filing' },
  'filing.filed': { zh: '已备案', en: 'Filed' },
  'filing.not-filed': { zh: '未备案', en: 'Not filed' },
  'filing.key-differs': { zh: '签名与备案不符', en: 'Key differs from the filing' },
  'filing.name-differs': { zh: '名称与备案不符', en: 'Name differs from the filing' },
  'filing.unknown': { zh: '无备案数据', en: 'No filing data' },

  'filings.title': { zh: '备案记录', en: 'Filings' },
  'filings.lead': {
    zh: '导入备案数据后，逐一核对应用的包名、签名和名称。',
    en: 'Import the register; every app is held against it by package, key and name.',
  },
  'filings.import': { zh: '导入 CSV 或 JSON', en: 'Import CSV or JSON' },
  'filings.imported': { zh: '已导入 {n} 条记录。', en: '{n} records imported.' },
  'filings.search': { zh: '包名、名称、企业或备案号', en: 'Package, name, company or number' },
  'filings.none': { zh: '没有备案记录。', en: 'No filing records.' },
  'filings.columns': {
    zh: 'CSV 第一行为列名：包名、应用名称、主办单位、备案号、公钥、证书MD5。',
    en: 'The first line of a CSV names its columns: package, name, company, number, public key, signature MD5.',
  },
} as const satisfies Words;
