import { Html } from './html.ts';

/** The page's colours in little: see `ui/tokens.css`. On paper always the light ones. */
const LIGHT = `--page:#f5f4f0;--surface:#fdfcfa;--line:#e3e0d8;--ink:#1e1c18;--quiet:#57534a;--bar:#8a94b8;--link:#2f4191;
--pretrain:#0068a8;--finetune:#b24700;--info:#0c676e;--warning:#825300;--error:#ad1438;--pass:#1a6a41;
--info-soft:#e0f0f1;--warning-soft:#fbf0d8;--error-soft:#fce6ea;--pass-soft:#e1f2e8`;
const DARK = `--page:#151412;--surface:#1d1c19;--line:#2f2d28;--ink:#eeebe4;--quiet:#b8b2a6;--bar:#7480ad;--link:#b3c0f5;
--pretrain:#56b4e9;--finetune:#f29150;--info:#62c5cc;--warning:#eeb64b;--error:#ff8196;--pass:#62c692;
--info-soft:#153034;--warning-soft:#382b12;--error-soft:#431c25;--pass-soft:#17331f`;

export const REPORT_CSS = new Html(`
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:62rem;margin:0 auto;padding:2rem 1.25rem 3rem}
h1{font-size:1.9rem;line-height:1.2;margin:.1rem 0 .5rem}
h2{font-size:1.35rem;margin:0 0 .35rem}
h3{font-size:1.05rem;margin:0 0 .6rem}
h4{font-size:.9rem;margin:1.1rem 0 .4rem}
p{margin:.35rem 0}
a{color:var(--link)}
code{font:.92em ui-monospace,"SF Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:.75rem 0 0}
main>section{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:1.25rem;margin:1.5rem 0}
section section{border-top:1px solid var(--line);padding-top:1rem;margin-top:1.25rem;min-width:0}
footer{margin-top:2rem}
.quiet{color:var(--quiet)}
.small{font-size:.82rem}
.f{white-space:pre-wrap;overflow-wrap:anywhere}
.chip{display:inline-block;max-width:100%;border:1px solid currentColor;border-radius:99px;padding:0 .55rem;font-size:.75rem;font-weight:500;line-height:1.5;color:var(--quiet);vertical-align:middle}
.chip.pretrain{color:var(--pretrain)}.chip.finetune{color:var(--finetune)}
.chip.warning{color:var(--warning)}.chip.pass{color:var(--pass)}.chip.error{color:var(--error)}.chip.info{color:var(--info)}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:.4rem 1.5rem;margin:.75rem 0}
dt{font-size:.78rem;color:var(--quiet)}
dd{margin:0}
.tiles{grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.5rem}
.tiles div{border:1px solid var(--line);border-radius:6px;padding:.5rem .75rem}
.tiles dd{font-size:1.15rem;font-weight:600;font-variant-numeric:tabular-nums}
.finding{border-left:4px solid var(--line);border-radius:4px;padding:.5rem .75rem;margin:.5rem 0;break-inside:avoid}
.finding p{margin:0}
.finding.info{border-color:var(--info);background:var(--info-soft)}
.finding.warning{border-color:var(--warning);background:var(--warning-soft)}
.finding.error{border-color:var(--error);background:var(--error-soft)}
.finding.waived{border:1px dashed var(--quiet);border-left:4px solid var(--quiet)}
.finding .reason{margin-top:.35rem}
.fixes{padding-inline-start:1.5rem;margin:.5rem 0;display:grid;gap:.4rem}
.fixes li{break-inside:avoid}
.finding.pass{border-color:var(--pass);background:var(--pass-soft)}
.wide{overflow-x:auto}
.wide .f{overflow-wrap:break-word}
.classes th .chip{white-space:nowrap}
.wide td:last-child{min-width:8rem}
table{border-collapse:collapse;font-size:.85rem}
th,td{text-align:start;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--line)}
th{font-weight:500}
thead th{color:var(--quiet);font-size:.78rem}
.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
.hash{font:.75rem ui-monospace,"SF Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
.files{list-style:none;padding:0;margin:0;display:grid;gap:.5rem}
.bars{width:100%;max-width:34rem}
.bars th,.bars td{border:0;padding:.1rem .6rem .1rem 0;vertical-align:middle}
.bars th{min-width:5rem;max-width:12rem}
.bar{width:50%}
article .bar{width:30%}
.bar svg{display:block;width:100%;height:.55rem}
svg{fill:var(--bar)}
.classes{width:100%;max-width:48rem}
.classes caption{text-align:start;color:var(--quiet);font-size:.78rem;padding-bottom:.3rem}
.classes td,.classes tbody th{vertical-align:middle}
.own{white-space:nowrap}
.share{display:inline-block;min-width:3.1rem}
.own .n{display:inline-block;min-width:3.4rem}
.own svg{display:inline-block;vertical-align:middle;width:6rem;height:.7rem;margin-inline-start:.5rem}
.own path{fill:none;stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
.own .warning{fill:var(--warning)}.own .error{fill:var(--error)}
.histogram{display:block;width:100%;height:3.25rem;border-bottom:1px solid var(--quiet)}
.chart{max-width:26rem}
.axis{display:flex;justify-content:space-between;margin:.1rem 0 .4rem;font-size:.75rem;color:var(--quiet);font-variant-numeric:tabular-nums}
.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:.75rem}
article{border:1px solid var(--line);border-radius:6px;padding:.75rem;min-width:0;break-inside:avoid}
article h4{margin:0}
.pictures{display:flex;flex-wrap:wrap;gap:.9rem}
figure{margin:0;break-inside:avoid}
figure img{image-rendering:pixelated;border-radius:3px;margin-right:2px;background:#000}
figcaption{font-size:.78rem;max-width:116px}
@media (max-width:32rem){main{padding:1rem .75rem 2rem}main>section{padding:.9rem}h1{font-size:1.5rem}}
@media print{@page{size:A4;margin:15mm}:root{color-scheme:light;${LIGHT}}body{background:none;font-size:10pt}main{max-width:none;padding:0}
main>section{background:none;border:0;padding:0;margin:0 0 8mm}.phase{break-before:page}.phase:first-of-type{break-before:auto}h2,h3,h4{break-after:avoid}.wide{overflow:visible}tr{break-inside:avoid}nav{display:none}*{print-color-adjust:exact}}
`);
