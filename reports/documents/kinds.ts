import { ReportError } from '../errors.ts';
import type { Lang } from '../parts/words.ts';
import { NOTICE_EN, NOTICE_ZH } from './built-in/notice.ts';
import { PUBLIC_EN, PUBLIC_ZH } from './built-in/public-notice.ts';
import { RE_TEST_EN, RE_TEST_ZH } from './built-in/re-test.ts';
import { REMOVAL_EN, REMOVAL_ZH } from './built-in/removal-request.ts';
import type { OfficialDocument } from './document.ts';
import { fillTemplate } from './template/fill-template.ts';
import { parseTemplate } from './template/parse-template.ts';
import type { Shape, Values } from './template/values.ts';

export const DOCUMENT_KINDS = ['notice', 're-test', 'removal-request', 'public-notice'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const texts = { each: { text: 'text' } } as const;

/** The names that a template of each kind may use. What each holds is told in docs/documents.md. */
export const DOCUMENT_SHAPES: Readonly<Record<DocumentKind, Shape>> = {
  notice: {
    addressee: 'text',
    application: 'text',
    version: 'text',
    packageName: 'text',
    versionCode: 'text',
    sha256: 'text',
    signer: 'text',
    testedOn: 'text',
    caseNumber: 'text',
    issuedOn: 'text',
    dueOn: 'text',
    seal: 'text',
    findings: {
      each: {
        title: 'text',
        label: 'text',
        facts: 'text',
        remediation: 'text',
        clauses: texts,
        stack: texts,
        pictures: 'pictures',
      },
    },
  },
  're-test': {
    addressee: 'text',
    application: 'text',
    afterApplication: 'text',
    packageName: 'text',
    caseNumber: 'text',
    noticeIssuedOn: 'text',
    dueOn: 'text',
    testedOn: 'text',
    by: 'text',
    reason: 'text',
    beforeVersion: 'text',
    beforeSha256: 'text',
    beforeSeal: 'text',
    afterVersion: 'text',
    afterSha256: 'text',
    afterSeal: 'text',
    findings: {
      each: { title: 'text', label: 'text', outcome: 'text', answer: 'text', facts: 'text', clauses: texts },
    },
    total: 'text',
    gone: 'text',
    still: 'text',
    unseen: 'text',
    added: 'text',
    conclusion: 'text',
  },
  'removal-request': {
    stores: 'text',
    application: 'text',
    company: 'text',
    source: 'text',
    version: 'text',
    packageName: 'text',
    sha256: 'text',
    seal: 'text',
    caseNumber: 'text',
    issuedOn: 'text',
    problems: texts,
    findings: { each: { title: 'text', facts: 'text', clauses: texts } },
    history: { each: { day: 'text', what: 'text', reason: 'text' } },
  },
  'public-notice': {
    round: 'text',
    issuedOn: 'text',
    count: 'text',
    rows: {
      each: {
        application: 'text',
        company: 'text',
        source: 'text',
        version: 'text',
        problems: 'text',
        packageName: 'text',
        seal: 'text',
      },
    },
  },
};

const BUILT_IN: Readonly<Record<DocumentKind, Readonly<Record<Lang, string>>>> = {
  notice: { 'zh-CN': NOTICE_ZH, en: NOTICE_EN },
  're-test': { 'zh-CN': RE_TEST_ZH, en: RE_TEST_EN },
  'removal-request': { 'zh-CN': REMOVAL_ZH, en: REMOVAL_EN },
  'public-notice': { 'zh-CN': PUBLIC_ZH, en: PUBLIC_EN },
};

/** Name of the file that replaces a built-in template, e.g. `notice.zh-CN.txt`. */
export function toTemplateFileName(kind: DocumentKind, lang: Lang): string {
  return `${kind}.${lang}.txt`;
}

export function builtInTemplate(kind: DocumentKind, lang: Lang): string {
  return BUILT_IN[kind][lang];
}

/** A template's own text, in place of the built-in one. */
export type OwnTemplate = { readonly text: string; readonly fileName: string };

/** Reads a template of the kind, and says BAD_TEMPLATE with file and line where it is wrong. */
export function checkTemplate(kind: DocumentKind, { text, fileName }: OwnTemplate): void {
  parseTemplate(text, DOCUMENT_SHAPES[kind], fileName);
}

/** The document of the kind, by the operator's own template where there is one. Throws ReportError BAD_TEMPLATE. Pure. */
export function toDocument(
  kind: DocumentKind,
  values: Values,
  lang: Lang,
  own?: OwnTemplate,
): OfficialDocument {
  const text = own?.text ?? builtInTemplate(kind, lang);
  const template = parseTemplate(
    text,
    DOCUMENT_SHAPES[kind],
    own?.fileName ?? toTemplateFileName(kind, lang),
  );
  const document = fillTemplate(template, values, lang);
  if (document.blocks.length === 0)
    throw new ReportError('BAD_TEMPLATE', `${own?.fileName ?? kind}:1: the template makes an empty document`);
  return document;
}
