/** The request to the stores to take an app down: the legal basis, the course of the case, what was not rectified. */
export const REMOVAL_ZH = `# 应用下架通知函
{{stores}}：
下列应用存在侵害用户权益的问题，经通知整改、向社会通报后仍未按要求完成整改。依据《网络安全法》《个人信息保护法》《电信条例》《电信和互联网用户个人信息保护规定》等规定，请立即组织对该应用进行下架处理，并书面反馈处理情况。

@columns 28 72
| 应用名称 | {{application}} |
| 应用开发者 | {{company}} |
| 应用来源 | {{source}} |
| 应用版本 | {{version}} |
| 包名 | {{packageName}} |
| SHA-256 | {{sha256}} |

## 所涉问题
{{#each problems}}
- {{text}}
{{/each}}

## 未完成整改的事项
{{#each findings}}
### {{number}}. {{title}}
{{facts}}
{{#each clauses}}
- {{text}}
{{/each}}
{{/each}}

## 处理经过
@columns 18 24 58
|= 日期 | 事项 | 说明 |
{{#each history}}
| {{day}} | {{what}} | {{reason}} |
{{/each}}

~ 案件编号：{{caseNumber}}。证据已封存，封存值（SHA-256）：{{seal}}。
> {{issuedOn}}
`;

export const REMOVAL_EN = `# Request for removal
To {{stores}}:
The app named below infringes the rights of its users. It was told to rectify and was named in public, and has not rectified as demanded. By the Cybersecurity Law, the Personal Information Protection Law, the Telecommunications Regulations and the Provisions on Protecting Personal Information of Telecommunications and Internet Users, take it down at once and report in writing what was done.

@columns 28 72
| App | {{application}} |
| Developer | {{company}} |
| Source | {{source}} |
| Version | {{version}} |
| Package | {{packageName}} |
| SHA-256 | {{sha256}} |

## Problems
{{#each problems}}
- {{text}}
{{/each}}

## What was not rectified
{{#each findings}}
### {{number}}. {{title}}
{{facts}}
{{#each clauses}}
- {{text}}
{{/each}}
{{/each}}

## Course of the case
@columns 18 24 58
|= Day | Step | Reason |
{{#each history}}
| {{day}} | {{what}} | {{reason}} |
{{/each}}

~ Case {{caseNumber}}. The evidence is sealed; its seal (SHA-256) is {{seal}}.
> {{issuedOn}}
`;
