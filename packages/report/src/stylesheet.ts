/** The style of a report: system fonts, light and dark, print; figures stay on light cards, which their colours need. */
export const STYLESHEET = `
:root{color-scheme:light dark;--ground:#fff;--ink:#1a1a1a;--muted:#555;--rule:#d5d5d5;--soft:#f5f5f2;--note:#eaf3fa;--note-edge:#0072b2;--warning:#fff4e0;--warning-edge:#d55e00;--link:#005a9c}
@media (prefers-color-scheme:dark){:root{--ground:#16181c;--ink:#e8e8e6;--muted:#a9abb0;--rule:#3a3d44;--soft:#202329;--note:#15293a;--note-edge:#56b4e9;--warning:#3a2a12;--warning-edge:#e69f00;--link:#8cc8f5}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
main,header,footer{max-width:860px;margin:0 auto;padding:0 24px}
header{padding-top:40px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 6px}
h2{font-size:1.35rem;margin:2.6em 0 .6em;padding-top:.5em;border-top:1px solid var(--rule);line-height:1.25}
h3{font-size:1.05rem;margin:1.8em 0 .4em}
.subtitle{color:var(--muted);margin:0 0 18px}
a{color:var(--link)}
p,ul,ol{max-width:72ch}
nav{background:var(--soft);border-radius:8px;padding:12px 20px;margin:20px 0}
nav h2{border:0;margin:0 0 4px;padding:0;font-size:1rem}
nav ol{margin:0;columns:2;column-gap:32px;max-width:none}
.callout,.notice{border-left:4px solid var(--note-edge);background:var(--note);padding:10px 16px;margin:14px 0;border-radius:0 6px 6px 0}
.notice,.callout.warning{border-color:var(--warning-edge);background:var(--warning)}
.callout p{margin:.2em 0}
figure{margin:20px 0}
.card{background:#fff;border:1px solid var(--rule);border-radius:8px;padding:10px;overflow-x:auto}
.card svg{display:block;max-width:100%;height:auto;margin:0 auto}
figcaption,caption{color:var(--muted);font-size:.88rem;text-align:left;margin-top:8px;max-width:78ch}
caption{caption-side:top;padding:0 0 6px;margin:0}
.scroll{overflow-x:auto;margin:18px 0}
table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:5px 10px 5px 0;border-bottom:1px solid var(--rule);vertical-align:top;text-align:left}
thead th{border-bottom:2px solid var(--muted);vertical-align:bottom}
tbody th{font-weight:600}
.right{text-align:right}
.pairs th{width:34%;font-weight:500;color:var(--muted);overflow-wrap:anywhere}
.pairs td{overflow-wrap:anywhere}
details{margin:14px 0}
summary{cursor:pointer;color:var(--link);font-size:.92rem}
pre{background:var(--soft);padding:12px 16px;border-radius:6px;overflow-x:auto;font-size:.86rem;white-space:pre-wrap}
footer{color:var(--muted);font-size:.85rem;margin-top:48px;padding-bottom:40px}
@media (max-width:600px){nav ol{columns:1}}
@media print{@page{margin:14mm}:root{--ground:#fff;--ink:#000;--muted:#444;--rule:#bbb;--soft:#f5f5f2;--note:#eaf3fa;--warning:#fff4e0;--link:#000;color-scheme:light}body{font-size:10.5pt}main,header,footer{max-width:none;padding:0}figure,tr,.callout,.notice{break-inside:avoid}h2,h3,caption{break-after:avoid}.card{border:0;padding:0}a{text-decoration:none}}
`.trim();
