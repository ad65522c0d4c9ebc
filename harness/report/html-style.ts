/** The style sheet of report.html. Colours are chosen for a contrast of 4.5:1 or more (WCAG AA). */
export const HTML_STYLE = `
:root { color-scheme: light; --ink: #1b1f24; --soft: #4a5560; --line: #cfd6dd; --paper: #ffffff; --shade: #f4f6f8; --link: #0b4f9c;
  --pass: #0b5d33; --pass-bg: #e4f3ea; --warned: #6f4400; --warned-bg: #fff1d6; --fail: #97151a; --fail-bg: #fde8e8;
  --error: #641b80; --error-bg: #f5e8fa; --skip: #1d4a73; --skip-bg: #e5eff9; --omit: #4a5560; --omit-bg: #eceff2; }
* { box-sizing: border-box; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body { margin: 0; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; color: var(--ink); background: var(--paper); }
[data-lang="fr"] span[lang="en"], [data-lang="en"] span[lang="fr"], [data-lang="fr"] p[lang="en"], [data-lang="en"] p[lang="fr"] { display: none; }
a { color: var(--link); }
:focus-visible { outline: 3px solid #0b4f9c; outline-offset: 2px; }
.skip-link { position: absolute; left: -999rem; } .skip-link:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
.page { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem; }
.top { background: #14293f; color: #fff; } .top .page { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; padding-top: .9rem; padding-bottom: .9rem; }
.top h1 { font-size: 1.25rem; margin: 0; } .languages { display: flex; gap: .25rem; }
.languages button { font: inherit; padding: .2rem .8rem; border: 1px solid #fff; border-radius: .3rem; background: transparent; color: #fff; cursor: pointer; }
.languages button[aria-pressed="true"] { background: #fff; color: #14293f; font-weight: 600; } .languages button:focus-visible { outline-color: #ffd54a; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .8rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 0; } h4 { font-size: .95rem; margin: 1.2rem 0 .4rem; }
.verdict { margin-top: 1.5rem; padding: 1.1rem 1.3rem; border-left: .5rem solid; border-radius: .3rem; }
.verdict strong { display: block; font-size: 1.6rem; line-height: 1.2; } .verdict p { margin: .3rem 0 0; }
.conformant { background: var(--pass-bg); border-color: var(--pass); } .conformant strong { color: var(--pass); }
.not-conformant { background: var(--fail-bg); border-color: var(--fail); } .not-conformant strong { color: var(--fail); }
.not-judged { background: var(--skip-bg); border-color: var(--skip); } .not-judged strong { color: var(--skip); }
.notice { color: var(--soft); margin: .8rem 0 0; } .counts { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1rem 0 0; }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: .25rem; font-size: .85rem; font-weight: 600; white-space: nowrap; border: 1px solid currentColor; }
.pass { color: var(--pass); background: var(--pass-bg); } .warned { color: var(--warned); background: var(--warned-bg); } .fail { color: var(--fail); background: var(--fail-bg); }
.error { color: var(--error); background: var(--error-bg); } .skip { color: var(--skip); background: var(--skip-bg); } .omit { color: var(--omit); background: var(--omit-bg); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { background: var(--shade); white-space: nowrap; overflow-wrap: normal; } th.number, td.number { text-align: right; white-space: nowrap; overflow-wrap: normal; } td .badge, th .badge { overflow-wrap: normal; }
caption { text-align: left; padding: .6rem 0 .3rem; } .tally { width: auto; margin-top: .5rem; } .tally td { text-align: center; } .tally thead td { border-bottom-color: var(--line); background: var(--shade); } section > h3 { margin: 1.4rem 0 .3rem; }
.wide { overflow-x: auto; } .wide th, .wide td { overflow-wrap: break-word; } .wide ul { margin: 0; padding-left: 1.1rem; } th[scope="row"] { white-space: nowrap; }
.places ul { margin: .3rem 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .5rem 0; } dt { font-weight: 600; color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
p { overflow-wrap: anywhere; }
pre { background: var(--shade); border: 1px solid var(--line); border-radius: .3rem; padding: .6rem; margin: .3rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
details > summary { cursor: pointer; } .scenario { border: 1px solid var(--line); border-radius: .4rem; margin: .7rem 0; padding: 0 1rem; }
.scenario > summary { padding: .7rem 0; display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; list-style: none; } .scenario > summary::-webkit-details-marker { display: none; }
.scenario > summary::before { content: "▸"; color: var(--soft); } .scenario[open] > summary::before { content: "▾"; } .scenario > summary h3 { flex: 1 1 24rem; } .scenario > summary .id { color: var(--soft); }
.scenario[open] { padding-bottom: 1rem; } .scenario p { margin: .3rem 0; }
.checks { list-style: none; padding: 0; margin: 0; } .checks > li { padding: .35rem 0; border-top: 1px solid var(--line); } .checks > li > .head { display: flex; flex-wrap: wrap; gap: .2rem .7rem; align-items: baseline; }
.soft { color: var(--soft); } .finding { margin: .4rem 0 .4rem 1rem; padding: .5rem .8rem; border-left: .3rem solid var(--fail); background: var(--shade); } .finding.of-warning { border-color: var(--warned); } .finding p { margin: 0 0 .3rem; font-weight: 600; }
.timeline { list-style: none; padding: 0 0 0 1rem; margin: 0; border-left: .2rem solid var(--line); } .timeline > li { margin: .25rem 0; } .timeline .when { color: var(--soft); white-space: nowrap; }
.timeline .ask { background: var(--shade); padding: .2rem .5rem; } .timeline details[open] { padding-bottom: .8rem; } .line { overflow-wrap: anywhere; } .status { font-weight: 700; } .status.bad { color: var(--fail); } .status.good { color: var(--pass); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem; } .sides > * { min-width: 0; } h5 { margin: .6rem 0 .2rem; font-size: .9rem; }
[hidden] { display: none !important; }
.filters { background: var(--shade); border: 1px solid var(--line); border-radius: .4rem; padding: .8rem 1rem; margin: .7rem 0 1rem; } .filters p { margin: .5rem 0; display: flex; flex-wrap: wrap; gap: .4rem .8rem; align-items: center; }
.filters input[type="search"] { font: inherit; flex: 1 1 14rem; min-width: 0; padding: .3rem .5rem; border: 1px solid #6b7680; border-radius: .3rem; background: var(--paper); color: var(--ink); }
.filters fieldset { border: 0; padding: 0; margin: .5rem 0; min-width: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; } .filters legend { float: left; padding: 0 .8rem 0 0; font-weight: 600; color: var(--soft); } .filters label { overflow-wrap: anywhere; }
.filters button { font: inherit; padding: .2rem .8rem; border: 1px solid #6b7680; border-radius: .3rem; background: var(--paper); color: var(--ink); cursor: pointer; }
footer { margin: 3rem 0 2rem; color: var(--soft); border-top: 1px solid var(--line); padding-top: 1rem; }
@media (max-width: 40rem) { .page { padding: 0 .8rem; } .wide[aria-labelledby="list"] > table { min-width: 34rem; } .finding { margin-left: 0; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media screen and (max-width: 40rem) {
  /* Cells that speak for themselves stand one under the other: beside each other, the last ones would be out of sight. */
  :is([aria-labelledby="attention"], [aria-labelledby="coverage"]) > table :is(tbody, tr, th, td) { display: block; }
  :is([aria-labelledby="attention"], [aria-labelledby="coverage"]) > table { display: block; }
  :is([aria-labelledby="attention"], [aria-labelledby="coverage"]) > table thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: clip; white-space: nowrap; }
  :is([aria-labelledby="attention"], [aria-labelledby="coverage"]) > table tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  :is([aria-labelledby="attention"], [aria-labelledby="coverage"]) > table :is(th, td) { padding: .1rem 0; border: 0; white-space: normal; }
}
@media print { body { font-size: 9.5pt; } .languages, .skip-link, .filters { display: none; } .top { background: none; color: #000; border-bottom: 2px solid #000; } a { color: inherit; text-decoration: none; }
  .page { max-width: none; padding: 0; } .scenario { border: 0; border-top: 1px solid #000; border-radius: 0; padding: 0; } .scenario > summary::before { content: ""; } h2, h3, h4 { break-after: avoid; } .finding, tr, .checks > li { break-inside: avoid; }
  .scenario::details-content, .places::details-content { content-visibility: visible; block-size: auto; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
