// How the site looks: one sheet, light and dark.

export const STYLE = `
:root { color-scheme: light dark; --ink: #1d1b2e; --soft: #615d78; --line: #dcd9e8; --paper: #fff; --ground: #f5f4fa; --brand: #6b46c1; --brand-ink: #fff; --bad: #b3261e; --good: #1c7a4a; --good-ground: #e8f6ee; --bad-ground: #fdeceb; }
@media (prefers-color-scheme: dark) { :root { --ink: #edebf7; --soft: #a9a4c2; --line: #37334d; --paper: #1f1c2e; --ground: #151322; --brand: #a78bfa; --brand-ink: #17142a; --bad: #ff9d95; --good: #7ddba7; --good-ground: #173426; --bad-ground: #3d1d1f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }
a { color: var(--brand); }
.top { display: flex; align-items: center; gap: 24px; padding: 14px 32px; background: var(--paper); border-bottom: 1px solid var(--line); }
.brand { display: flex; align-items: center; gap: 10px; font-weight: 700; font-size: 18px; color: var(--ink); text-decoration: none; }
.brand svg { display: block; }
.top form { margin-left: auto; }
.top input { width: 220px; padding: 7px 12px; border-radius: 99px; }
main { max-width: 560px; margin: 48px auto 72px; padding: 0 20px; }
main.wide { max-width: 880px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; padding: 32px; box-shadow: 0 1px 2px rgb(20 16 50 / .05), 0 12px 32px rgb(20 16 50 / .06); }
h1 { margin: 0 0 6px; font-size: 25px; line-height: 1.25; letter-spacing: -.01em; }
h2 { margin: 28px 0 6px; font-size: 17px; }
p { margin: 0 0 14px; }
.lead, .help, small { color: var(--soft); }
.help { font-size: 14px; margin: 6px 0 0; }
.field { margin: 18px 0; }
label { display: block; font-weight: 600; font-size: 14px; margin-bottom: 6px; }
input { font: inherit; color: inherit; width: 100%; padding: 10px 12px; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
input:focus-visible, button:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid color-mix(in srgb, var(--brand) 45%, transparent); outline-offset: 1px; border-color: var(--brand); }
button, .button { display: inline-block; font: inherit; font-weight: 600; padding: 10px 18px; border: 0; border-radius: 8px; background: var(--brand); color: var(--brand-ink); cursor: pointer; text-decoration: none; }
button.quiet, .button.quiet { background: none; color: var(--brand); border: 1px solid var(--line); }
.row { display: flex; gap: 12px; align-items: center; flex-wrap: wrap; margin-top: 22px; }
.boxes { display: flex; gap: 10px; }
.boxes .box { width: 48px; height: 56px; padding: 0; text-align: center; font-size: 22px; font-variant-numeric: tabular-nums; }
.notice { padding: 12px 14px; border-radius: 8px; margin: 0 0 18px; }
.notice.bad { background: var(--bad-ground); color: var(--bad); }
.notice.good { background: var(--good-ground); color: var(--good); }
.qr-box { display: grid; justify-items: center; margin: 18px 0; padding: 18px; border: 1px solid var(--line); border-radius: 12px; background: #fff; color: #444; }
.qr-box iframe { border: 0; width: 100%; height: 320px; }
.qr-box iframe.iframe-tight { width: 224px; height: 224px; }
.card-frame { border: 0; width: 100%; height: 620px; }
#mfa-dialog { border: 0; padding: 0; border-radius: 14px; background: none; color: inherit; width: min(560px, 92vw); }
.qr { display: block; width: 220px; height: 220px; image-rendering: pixelated; }
.qr-css { width: 220px; height: 220px; background-size: cover; image-rendering: pixelated; }
.qr-table { border-collapse: separate; border-spacing: 0; padding: 16px; background: #fff; }
.qr-table td { width: 4px; height: 4px; padding: 0; }
code.key { display: inline-block; padding: 8px 12px; border-radius: 8px; border: 1px dashed var(--line); background: var(--ground); font: 15px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; letter-spacing: .04em; overflow-wrap: anywhere; }
.codes { font: 16px/1.9 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; columns: 2; padding: 16px 16px 16px 34px; border: 1px dashed var(--line); border-radius: 8px; background: var(--ground); } pre.codes, p.codes, textarea.codes { columns: 1; padding: 16px; width: 100%; } table.codes { width: 100%; } .codes input { font: inherit; margin: 3px 0; }
details { margin: 14px 0; } summary { cursor: pointer; color: var(--brand); font-weight: 600; font-size: 14px; margin-bottom: 8px; }
ol.steps { padding-left: 22px; margin: 0 0 12px; } ol.steps li { margin: 4px 0; }
table.list { width: 100%; border-collapse: collapse; } .list td { padding: 12px 0; border-top: 1px solid var(--line); vertical-align: top; } .list td:last-child { text-align: right; } .list td + td { padding-left: 14px; }
.keys { margin: 6px 0 0; padding-left: 18px; } .keys form { display: inline; } .keys button { padding: 2px 8px; font-size: 13px; }
.links { columns: 2; margin: 10px 0 0; padding: 0; list-style: none; } .links li { margin: 3px 0; break-inside: avoid; }
.foot { max-width: 880px; margin: 0 auto; padding: 0 20px 40px; color: var(--soft); font-size: 13px; display: flex; gap: 18px; flex-wrap: wrap; align-items: center; }
.foot form { display: flex; gap: 8px; margin-left: auto; } .foot input { padding: 5px 10px; width: 190px; } .foot button { padding: 5px 12px; }
@media (max-width: 560px) { .top { padding: 12px 20px; } .top form { display: none; } main { margin: 24px auto 48px; } .card { padding: 22px; } .boxes .box { width: 100%; height: 48px; } .links { columns: 1; } }
`;
