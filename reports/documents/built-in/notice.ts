/** The notice to rectify: what was found, by which clauses, and what has to be done by when. */
export const NOTICE_ZH = `# 责令整改通知书
{{addressee}}：
经检测，你单位下列应用存在侵害用户权益的问题。现将检测事实、依据和整改要求通知如下。

@columns 28 72
| 应用 | {{application}} {{version}} |
| 包名 | {{packageName}} |
| 版本号 | {{versionCode}} |
| SHA-256 | {{sha256}} |
| 签名证书 SHA-256 | {{signer}} |
| 检测日期 | {{testedOn}} |
| 案件编号 | {{caseNumber}} |

## 存在的问题
{{#each findings}}
### {{number}}. {{title}}
{{#if label}}
! {{label}}
{{/if}}
**检测事实** {{facts}}
{{#if stack}}
~ 代码位置
{{#each stack}}
- {{text}}
{{/each}}
{{/if}}
~ 涉及条款
{{#each clauses}}
- {{text}}
{{/each}}
{{#if remediation}}
**整改建议** {{remediation}}
{{/if}}
@pictures pictures
{{/each}}

## 整改要求
请于 {{dueOn}} 前完成整改，逐项书面答复，并提交整改后的安装包接受复测。逾期未整改或整改不到位的，将依法依规向社会通报、要求应用商店下架并作进一步处理。
~ 本通知所依据的证据已封存，封存值（SHA-256）：{{seal}}。可凭证据包核验。
> {{issuedOn}}
`;

export const NOTICE_EN = `# Notice to rectify
To {{addressee}}:
A test of the app named below found that it infringes the rights of its users. The facts, the clauses and what has to be done are set out in this notice.

@columns 28 72
| App | {{application}} {{version}} |
| Package | {{packageName}} |
| Version code | {{versionCode}} |
| SHA-256 | {{sha256}} |
| Signing certificate, SHA-256 | {{signer}} |
| Tested on | {{testedOn}} |
| Case | {{caseNumber}} |

## Findings
{{#each findings}}
### {{number}}. {{title}}
{{#if label}}
! {{label}}
{{/if}}
**Facts** {{facts}}
{{#if stack}}
~ In the code
{{#each stack}}
- {{text}}
{{/each}}
{{/if}}
~ Clauses
{{#each clauses}}
- {{text}}
{{/each}}
{{#if remediation}}
**What to do** {{remediation}}
{{/if}}
@pictures pictures
{{/each}}

## What is demanded
Rectify the findings by {{dueOn}}, answer each of them in writing, and submit the new build for a re-test. Where that is not done in time or not in full, the app is named in public and its removal from the stores is requested.
~ The evidence behind this notice is sealed; its seal (SHA-256) is {{seal}}. It can be checked with the evidence package.
> {{issuedOn}}
`;
