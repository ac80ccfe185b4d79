/** The record of a re-test: both builds side by side, and what became of each finding. */
export const RE_TEST_ZH = `# 复测记录
受检单位：{{addressee}}
对整改通知书（{{noticeIssuedOn}} 发出，整改期限 {{dueOn}}）所列问题，检测人员于 {{testedOn}} 对整改后的版本进行复测，结果记录如下。

@columns 22 39 39
|= | 通知所依据的版本 | 复测的版本 |
| 应用 | {{application}} | {{afterApplication}} |
| 包名 | {{packageName}} | {{packageName}} |
| 版本 | {{beforeVersion}} | {{afterVersion}} |
| SHA-256 | {{beforeSha256}} | {{afterSha256}} |
| 证据封存值 | {{beforeSeal}} | {{afterSeal}} |

## 逐项结果
{{#each findings}}
### {{number}}. {{title}}
! {{outcome}}
{{#if label}}
~ 所涉问题：{{label}}
{{/if}}
{{#if answer}}
**单位答复** {{answer}}
{{/if}}
**复测事实** {{facts}}
{{#each clauses}}
- {{text}}
{{/each}}
{{/each}}

## 结论
共 {{total}} 项：已整改 {{gone}} 项，未整改 {{still}} 项，未能核验 {{unseen}} 项，新发现 {{added}} 项。{{conclusion}}
检测意见：{{reason}}
~ 案件编号：{{caseNumber}}。两个版本的证据均已封存，可凭证据包核验。
> 复测人员：{{by}}
> {{testedOn}}
`;

export const RE_TEST_EN = `# Record of a re-test
Addressee: {{addressee}}
The findings of the notice to rectify (sent {{noticeIssuedOn}}, deadline {{dueOn}}) were tested again in the new build on {{testedOn}}. The results are recorded here.

@columns 22 39 39
|= | Build of the notice | Build of the re-test |
| App | {{application}} | {{afterApplication}} |
| Package | {{packageName}} | {{packageName}} |
| Version | {{beforeVersion}} | {{afterVersion}} |
| SHA-256 | {{beforeSha256}} | {{afterSha256}} |
| Seal of the evidence | {{beforeSeal}} | {{afterSeal}} |

## Finding by finding
{{#each findings}}
### {{number}}. {{title}}
! {{outcome}}
{{#if label}}
~ Problem: {{label}}
{{/if}}
{{#if answer}}
**Answer given** {{answer}}
{{/if}}
**Facts now** {{facts}}
{{#each clauses}}
- {{text}}
{{/each}}
{{/each}}

## Outcome
{{total}} findings: {{gone}} rectified, {{still}} not rectified, {{unseen}} not verified, {{added}} new. {{conclusion}}
Opinion: {{reason}}
~ Case {{caseNumber}}. The evidence of both builds is sealed and can be checked with the evidence packages.
> Re-tested by {{by}}
> {{testedOn}}
`;
