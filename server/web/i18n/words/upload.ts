import type { Words } from './line.ts';

export const uploadWords = {
  'upload.title': { zh: '新建扫描', en: 'New scan' },
  'upload.lead': {
    zh: '上传安卓安装包，检查它如何对待个人信息，并得到带证据的报告。',
    en: 'Upload an Android package, see how it treats personal information, and get a report with evidence.',
  },
  'upload.profile': { zh: '检测方式', en: 'Profile' },
  'upload.purpose': { zh: '用途', en: 'Purpose' },
  'upload.drop': {
    zh: '把安装包拖到这里，或点击选择文件',
    en: 'Drop packages here, or click to choose files',
  },
  'upload.dropHint': {
    zh: '支持 APK、APKS、XAPK，可一次选择多个；大文件中断后可续传。',
    en: 'APK, APKS and XAPK, several at once. Large files resume after an interruption.',
  },
  'upload.sample': { zh: '扫描示例应用', en: 'Scan a sample app' },
  'upload.sampleHint': { zh: '手边没有安装包？', en: 'No package at hand?' },
  'upload.list': { zh: '本次上传', en: 'These uploads' },
  'upload.waiting': { zh: '等待上传', en: 'Waiting to be sent' },
  'upload.sending': { zh: '上传进度', en: 'Upload progress' },
  'upload.sent': { zh: '已上传 {sent}，共 {total}', en: '{sent} of {total} sent' },
  'upload.checking': { zh: '已传完，正在校验…', en: 'Sent; the server is checking it…' },
  'upload.pause': { zh: '暂停', en: 'Pause' },
  'upload.resumes': {
    zh: '重试时从中断处继续；刷新页面后重新选择同一文件也会续传。',
    en: 'Trying again goes on from where it stopped; so does choosing the same file after a reload.',
  },
  'upload.hide': { zh: '从列表移除 {name}', en: 'Remove {name} from the list' },
  'upload.openReport': { zh: '查看报告', en: 'Open report' },
  'upload.refused': {
    zh: '这些文件不是安卓安装包，未上传：',
    en: 'These files are not Android packages and were not sent:',
  },
  'upload.packs': { zh: '规则包', en: 'Rule packs' },
  'upload.packsDefault': { zh: 'cn（默认）', en: 'cn (default)' },
  'upload.policies': { zh: '隐私政策网址', en: 'Addresses of the privacy policy' },
  'upload.policiesHint': {
    zh: '隐私政策、SDK 清单等：网址每行一个，或添加文件（HTML、TXT、Word、PDF，各不超过 5 MB），可不填。',
    en: 'The policy, the SDK list and other lists: addresses, one a line, or files (HTML, text, Word, PDF; 5 MB each). May be left empty.',
  },
  'upload.policyFile': { zh: '添加政策文件', en: 'Add policy files' },
  'upload.policyFileWrong': {
    zh: '未添加：{names}。最多 5 个 HTML、TXT、Markdown、docx 或 PDF 文件，各不超过 5 MB。',
    en: 'Not added: {names}. Up to 5 files of HTML, text, Markdown, docx or PDF, 5 MB each.',
  },
  'upload.policiesWrong': {
    zh: '网址应以 http:// 或 https:// 开头。',
    en: 'Addresses begin with http:// or https://.',
  },
} as const satisfies Words;
