/** The table behind a public notice, with the columns of the ministry's annexes. */
export const PUBLIC_ZH = `@landscape
# 存在问题的应用软件名单
{{#if round}}
~ {{round}}
{{/if}}

@columns 6 20 22 14 12 26
|= 序号 | 应用名称 | 应用开发者 | 应用来源 | 应用版本 | 所涉问题 |
{{#each rows}}
| {{number}} | {{application}} | {{company}} | {{source}} | {{version}} | {{problems}} |
{{/each}}

~ 共 {{count}} 款。制表日期：{{issuedOn}}
## 附：证据封存值
@columns 6 34 60
|= 序号 | 包名 | 证据封存值（SHA-256） |
{{#each rows}}
| {{number}} | {{packageName}} | {{seal}} |
{{/each}}
`;

export const PUBLIC_EN = `@landscape
# Apps found with problems
{{#if round}}
~ {{round}}
{{/if}}

@columns 6 20 22 14 12 26
|= No. | App | Developer | Source | Version | Problems |
{{#each rows}}
| {{number}} | {{application}} | {{company}} | {{source}} | {{version}} | {{problems}} |
{{/each}}

~ {{count}} apps. Made on {{issuedOn}}
## Seals of the evidence
@columns 6 34 60
|= No. | Package | Seal of the evidence (SHA-256) |
{{#each rows}}
| {{number}} | {{packageName}} | {{seal}} |
{{/each}}
`;
