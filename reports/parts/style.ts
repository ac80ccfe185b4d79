/** The style sheet of the HTML report; `@page` rules and embedded fonts are added by the PDF rendering. */
export const REPORT_STYLE = `
:root {
  --ink: #1b2430; --quiet: #5d6878; --line: #dfe4eb; --soft: #f5f7fa; --accent: #17457a;
  --red: #b42318; --amber: #b25b00; --slate: #475467; --blue: #1f5fbf; --green: #067647; --grey: #8791a0;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: #e9edf2; color: var(--ink); font-size: 15px; line-height: 1.7;
  font-family: 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC',
    'Helvetica Neue', Arial, sans-serif;
  overflow-wrap: break-word; line-break: strict; text-autospace: normal;
}
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans SC', monospace;
  font-size: .87em; overflow-wrap: anywhere; }
h1, h2, h3, h4, p, dl, dd, ul, ol, figure { margin: 0; padding: 0; }
a { color: var(--accent); }
.definitions { position: absolute; }
.quiet { color: var(--quiet); font-size: .9em; }
.nowrap { white-space: nowrap; }
.nothing, .more { color: var(--quiet); padding: .5em 0; }
.more { font-size: .9em; }

.language { position: absolute; opacity: 0; }
.language-label { position: absolute; top: 18px; z-index: 1; padding: 1px 12px; border: 1px solid var(--line);
  background: #fff; color: var(--quiet); font-size: 13px; cursor: pointer; }
.language-label.zh { right: calc(max(50% - 490px, 0px) + 96px); border-radius: 14px 0 0 14px; border-right: 0; }
.language-label.en { right: calc(max(50% - 490px, 0px) + 24px); border-radius: 0 14px 14px 0; }
#language-zh:checked ~ .language-label.zh, #language-en:checked ~ .language-label.en
  { background: var(--accent); border-color: var(--accent); color: #fff; }
.language:focus-visible ~ .language-label { outline: 2px solid var(--blue); outline-offset: 1px; }
#language-zh:checked ~ main.en, #language-en:checked ~ main.zh { display: none; }

main { max-width: 980px; margin: 0 auto; padding: 56px 56px 72px; background: #fff; counter-reset: chapter; }
.document-title { color: var(--accent); font-size: 1.25em; font-weight: 700; letter-spacing: .04em;
  padding-bottom: .55em; border-bottom: 3px solid var(--accent); }
.identity { display: flex; align-items: center; gap: 18px; padding: 26px 0 18px; }
.identity h1 { font-size: 1.9em; line-height: 1.3; overflow-wrap: anywhere; }
.icon { width: 68px; height: 68px; border-radius: 15px; flex: none; overflow: hidden; }
.icon.letter { display: grid; place-items: center; background: #e3ebf5; color: var(--accent); font-size: 30px; font-weight: 700; }

dl.facts > div { display: grid; grid-template-columns: 9.5em minmax(0, 1fr); gap: 0 16px; padding: .4em 0;
  border-top: 1px solid var(--line); }
dl.facts > div:last-child { border-bottom: 1px solid var(--line); }
dl.facts dt { color: var(--quiet); }
dl.facts dd { overflow-wrap: anywhere; }
dl.facts ul { padding-left: 1.2em; }

.band { display: grid; grid-template-columns: 9.5em 11em minmax(0, 1fr); margin: 28px 0 0;
  border: 1px solid var(--line); border-left: 6px solid var(--slate); border-radius: 4px; }
.band > div { padding: 16px 20px; }
.band > div + div { border-left: 1px solid var(--line); }
.band .label { color: var(--quiet); }
.band .figure { white-space: nowrap; font-size: 2.7em; font-weight: 700; line-height: 1.25; font-variant-numeric: tabular-nums; }
.band .bar { margin-top: 8px; height: 7px; }
.band-word { font-size: 1.5em; font-weight: 700; }
.tallies { display: flex; flex-wrap: wrap; gap: 2px 18px; padding: 4px 0; }
.tally { white-space: nowrap; }
.caution { grid-column: 1 / -1; border-top: 1px solid var(--line); padding: 9px 20px; background: var(--soft); font-size: .92em; }
.band-grave { border-left-color: var(--red); } .band-grave .band-word, .band-grave .mark:first-child .figure { color: var(--red); }
.band-serious { border-left-color: var(--amber); } .band-serious .band-word, .band-serious .mark:first-child .figure { color: var(--amber); }
.band.thin .mark:first-child .figure { color: var(--grey) !important; }
.band-compliant { border-left-color: var(--green); } .band-compliant .band-word { color: var(--green); }

.toc { margin: 36px 0 0; }
.toc h2 { font-size: 1.1em; border: 0; padding: 0 0 .4em; color: var(--ink); }
.toc ol { list-style: none; columns: 2; column-gap: 40px; }
.toc li { break-inside: avoid; display: flex; gap: .5em; align-items: baseline; padding: .16em 0; }
.toc a { text-decoration: none; color: var(--ink); }
.toc a:hover { text-decoration: underline; }
.toc .dots { flex: 1; border-bottom: 1px dotted #b6bfca; }
.toc .page { min-width: 2.2em; text-align: right; font-variant-numeric: tabular-nums; }
main.screen .toc .page, main.screen .toc .dots { display: none; }
.toc li { counter-increment: contents; } .toc ol { counter-reset: contents; }
.zh .toc li::before { content: counter(contents, simp-chinese-informal) '、'; }
.en .toc li::before { content: counter(contents) '.'; }

.chapter { counter-increment: chapter; padding-top: 44px; }
h2 { font-size: 1.35em; line-height: 1.4; color: var(--accent); padding-bottom: .35em; margin-bottom: .8em; border-bottom: 2px solid var(--accent); }
.zh .chapter > h2::before { content: counter(chapter, simp-chinese-informal) '、'; }
.en .chapter > h2::before { content: counter(chapter) '. '; }
h3 { font-size: 1.1em; line-height: 1.5; margin: 1.5em 0 .5em; }
h4 { font-size: 1.13em; line-height: 1.5; }

.badge { display: inline-block; padding: 0 .6em; border-radius: 3px; font-size: .82em; line-height: 1.65; white-space: nowrap;
  border: 1px solid currentColor; background: #fff; color: var(--slate); vertical-align: .06em; }
.verdict-violation { background: var(--red); border-color: var(--red); color: #fff; }
.verdict-suspected { background: #fff4e5; color: var(--amber); }
.verdict-needs-human { background: #eef4ff; color: var(--blue); }
.verdict-cannot-tell { background: #f2f4f7; color: var(--slate); }
.verdict-compliant { background: #ecf8f1; color: var(--green); }
.verdict-not-applicable { background: #fff; color: var(--grey); }
.severity-3 { color: var(--red); } .severity-2 { color: var(--amber); } .severity-1, .severity-0 { color: var(--slate); }
.phase-before-consent, .phase-after-refusal { color: var(--red); background: #fdf1f0; }
.phase-after-consent { color: var(--green); }
.kind { display: inline-block; color: var(--accent); background: #e9f0f8; border-radius: 3px; padding: 0 .5em; font-size: .82em; white-space: nowrap; }

.bars { display: grid; gap: 8px; }
.bar-row { display: grid; grid-template-columns: minmax(7em, 17em) minmax(6em, 1fr) minmax(8em, 15em); gap: 4px 16px; align-items: center; }
.bar-row:has(.badge) { grid-template-columns: 6em minmax(6em, 1fr) 15em; }
.bar-name { line-height: 1.45; } .bar-figures { color: var(--quiet); font-size: .88em; line-height: 1.45; }
.bar { display: block; width: 100%; height: 14px; border-radius: 2px; overflow: hidden; }
.bar-ground { fill: #eef1f5; } .bar-fill { fill: var(--accent); }
.fill-violation { fill: var(--red); } .fill-suspected { fill: #e79a3c; } .fill-needs-human { fill: #7ea6e0; }
.fill-cannot-tell { fill: #c5ccd6; } .fill-compliant { fill: #4aa97a; } .fill-not-applicable { fill: #e4e8ee; }
.legend { display: flex; flex-wrap: wrap; gap: 6px; padding-bottom: 10px; }

table { border-collapse: collapse; width: 100%; font-size: .92em; line-height: 1.55; }
table.list th { text-align: left; color: var(--quiet); font-weight: 400; border-bottom: 2px solid var(--line); padding: .35em 12px .35em 0; vertical-align: bottom; }
table.list td { border-bottom: 1px solid var(--line); padding: .5em 12px .5em 0; vertical-align: top; overflow-wrap: anywhere; }
table.list th.plain { white-space: nowrap; }
table.list td.name { min-width: 10em; } table.list td.wide { min-width: 11em; }
table.list td.plain { min-width: 5.6em; }
table.list .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
table.heat { table-layout: fixed; margin-top: 8px; }
table.heat th[scope=col] { font-size: .88em; font-weight: 400; color: var(--quiet); vertical-align: bottom; padding: 4px; line-height: 1.35; overflow-wrap: anywhere; }
table.heat th[scope=col]:first-child { width: 30%; text-align: left; padding-left: 0; }
table.heat th[scope=row] { font-weight: 400; text-align: left; padding: 3px 8px 3px 0; }
table.heat td { text-align: center; border: 2px solid #fff; padding: 3px; font-variant-numeric: tabular-nums; }
.heat-0 { color: #b3bcc8; background: #f6f8fa; } .heat-1 { background: #dce8f5; } .heat-2 { background: #b5cfe9; }
.heat-3 { background: #7fabd8; } .heat-4 { background: #3f7cb8; color: #fff; } .heat-5 { background: #17457a; color: #fff; }

.document > h3 { background: var(--soft); border-left: 4px solid var(--accent); padding: .4em .8em; }
.finding { border: 1px solid var(--line); border-left: 4px solid var(--red); border-radius: 3px; padding: 16px 20px 14px; margin: 14px 0; }
.finding.is-suspected { border-left-color: #e79a3c; } .finding.is-needs-human { border-left-color: #7ea6e0; }
.finding.is-needs-human .labels { color: var(--quiet); }
.finding-badges { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding-bottom: 4px; }
.labels { color: var(--red); font-size: .95em; } .is-suspected .labels { color: var(--amber); }
.told { padding-top: 8px; }
.told > div { display: grid; grid-template-columns: 6em minmax(0, 1fr); gap: 0 14px; padding: .3em 0; }
.told dt { color: var(--quiet); } .told dd, .see-also, .reason { overflow-wrap: anywhere; }
.clause + .clause { padding-top: .3em; }
.source { font-size: .82em; color: var(--quiet); white-space: nowrap; }
.source-to-be-checked { color: var(--amber); border: 1px dashed currentColor; border-radius: 3px; padding: 0 .5em; }
.see-also { padding: .45em .8em; color: var(--quiet); }
ul.places { list-style: none; } ul.places li { padding: .12em 0; }
ul.gaps, ul.duties { padding-left: 1.2em; }
.stack { padding-left: 2em; font-size: .93em; }
.fold { padding-top: 2px; } .fold > summary, .fold-title { cursor: pointer; color: var(--accent); font-size: .92em; }
.fold-title { cursor: auto; color: var(--quiet); }
.proof, .proof ul { list-style: none; padding-left: 1.1em; border-left: 1px solid var(--line); font-size: .97em; }
.proof { padding-left: .8em; }
.outcome { font-size: .82em; border-radius: 3px; padding: 0 .45em; border: 1px solid currentColor; white-space: nowrap; }
.outcome-met > .outcome { color: var(--red); } .outcome-unmet > .outcome { color: var(--green); } .outcome-unknown > .outcome { color: var(--slate); }
.reason { padding: .5em 0; border-bottom: 1px solid var(--line); }
.ids { font-size: .85em; color: var(--quiet); line-height: 1.5; }

.shots { display: flex; flex-wrap: wrap; gap: 14px; padding: 8px 0; }
.shot { width: 172px; }
.shot svg { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 4px; background: #fff; }
.shot .region { fill: none; stroke: #e0261a; }
.shot figcaption { font-size: .82em; color: var(--quiet); line-height: 1.45; padding-top: 4px; }
.shot.missing > div { border: 1px dashed var(--grey); border-radius: 4px; padding: 12px; color: var(--quiet); font-size: .85em; overflow-wrap: anywhere; }
.dialog { padding-bottom: 10px; } .dialog > h3 .badge { margin-left: .4em; font-weight: 400; }
.dialog-body { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 28px; align-items: start; }
.dialog-body .shots { padding: 0; max-width: 360px; } .attempt { padding-top: 10px; }
.attempt .shots, .dialog .quiet { padding-bottom: 8px; }
.event-step { color: var(--quiet); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(110px, 1fr)); gap: 12px; }
.figures div { border: 1px solid var(--line); border-radius: 3px; padding: 10px 14px; }
.figures b { display: block; font-size: 1.5em; line-height: 1.3; } .figures span { color: var(--quiet); font-size: .88em; }
.slot-failed { color: var(--red); } .slot-present { color: var(--green); }
.disclaimer { color: var(--quiet); font-size: .9em; padding-top: 2em; }

@media screen and (max-width: 700px) {
  main { padding: 60px 18px 48px; }
  .language-label { top: 14px; }
  .band { grid-template-columns: 1fr 1fr; }
  .band > div.verdict { grid-column: 1 / -1; border-left: 0; border-top: 1px solid var(--line); }
  .band > div { padding: 12px 16px; } .band .figure { font-size: 2.2em; }
  dl.facts > div, .told > div { grid-template-columns: 1fr; }
  .toc ol { columns: 1; }
  .bar-row, .bar-row:has(.badge) { grid-template-columns: 1fr; gap: 2px; }
  .finding { padding: 12px 14px; }
  .shot { width: calc(50% - 7px); } .dialog-body { grid-template-columns: 1fr; } .dialog-body .shots { padding-top: 10px; }
  .identity h1 { font-size: 1.5em; }
  table.list thead { display: none; }
  table.list, table.list tbody, table.list tr, table.list td { display: block; }
  table.list tr { border-bottom: 1px solid var(--line); padding: .5em 0; }
  table.list td, table.list .number { display: grid; grid-template-columns: 7em minmax(0, 1fr); gap: 10px; border: 0; padding: .12em 0; text-align: left; white-space: normal; }
  table.list td::before { content: attr(data-label); color: var(--quiet); }
  .heat-frame { overflow-x: auto; } table.heat { min-width: 560px; font-size: .85em; }
  table.list td.name, table.list td.wide { min-width: 0; }
}

@media print {
  /* The gaps of text-autospace would be read as spaces by whoever searches or copies. */
  body { text-autospace: no-autospace; background: #fff; font-size: 9.6pt; line-height: 1.6; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .language, .language-label { display: none; }
  main { max-width: none; padding: 0; }
  .chapter { padding-top: 22pt; }
  .identity { padding: 16pt 0 10pt; } .cover dl.facts > div { padding: .22em 0; }
  .band { margin-top: 14pt; } .band .figure { font-size: 2.2em; } .band > div { padding: 9pt 13pt; }
  .toc { margin-top: 16pt; break-after: page; } .toc + .chapter { padding-top: 0; }
  h2, h3, h4, .finding > header, .finding-badges { break-after: avoid; }
  .band, tr, .shot, .bar-row, .reason, .attempt, dl.facts > div, .figures { break-inside: avoid; }
  .shot { width: 100pt; }
  thead { display: table-header-group; }
  p, li { orphans: 2; widows: 2; }
  a { text-decoration: none; color: inherit; }
  .toc a { color: var(--ink); }
}
`;
