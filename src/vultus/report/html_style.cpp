#include "vultus/report/html_style.hpp"

#include "vultus/report/chart_svg.hpp"

namespace vultus {
namespace {

constexpr const char* layout = R"css(
*{box-sizing:border-box}
html{font-size:106.25%;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);line-height:1.6;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
:lang(zh-Hans){line-height:1.75}
main,header,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
p,ul,ol,dl,h1,h2,h3{max-width:38rem}
h1{font-size:1.9rem;line-height:1.25;margin:.5rem 0 .25rem;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.3rem;line-height:1.3;margin:3.25rem 0 .75rem;padding-top:1.25rem;border-top:1px solid var(--grid);max-width:none}
h3{font-size:1rem;margin:1.75rem 0 .4rem}
p{margin:.6rem 0}
ul,ol{padding-left:1.3rem;margin:.6rem 0}
li{margin:.35rem 0}
li::marker{color:var(--muted)}
a{color:var(--accent);text-underline-offset:.15em;overflow-wrap:anywhere}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
.stamp{color:var(--muted);font-size:.85rem;margin:0}
.plan{color:var(--muted);margin:.25rem 0 0}
.flags{border-left:.3rem solid var(--alert);background:var(--alert-soft);padding:.9rem 1.1rem;margin:1.5rem 0 0;border-radius:0 .4rem .4rem 0;max-width:46rem}
.flags p,.flags ul{margin:.3rem 0;max-width:none}
.flags strong{color:var(--alert)}
.verdict{font-size:1.4rem;line-height:1.5;font-weight:500;margin:2rem 0 .75rem;max-width:44rem;text-wrap:pretty}
.verdict:lang(zh-Hans){line-height:1.7;font-size:1.32rem}
.alarm{border:2px solid var(--alert);border-radius:.4rem;padding:.75rem 1rem;max-width:44rem}
.muted,.note{color:var(--muted)}
.note{font-size:.9rem}
figure{margin:1rem 0 0}
figcaption{font-weight:600;margin:0 0 .35rem;max-width:38rem}
figcaption span{font-weight:400;color:var(--muted)}
figure>svg{display:block;width:100%;height:auto;overflow:visible}
.narrow{display:none!important}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none;padding:0;margin:.5rem 0 0;font-size:.88rem;color:var(--muted);max-width:none}
.legend li{display:flex;align-items:center;gap:.5rem;margin:0}
.legend svg{width:28px;height:14px;flex:none;overflow:visible}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));gap:1.75rem 2rem;margin-top:1.5rem}
.people{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.6rem,1fr));gap:1.25rem 1.5rem;margin:1.25rem 0 0;max-width:none}
.people figure{margin:0}
.people figcaption{font-size:.9rem;line-height:1.35;margin-bottom:.4rem}
.people svg{max-width:9.5rem}
.people p{font-size:.88rem;margin:.35rem 0 0;line-height:1.4}
.i-through{fill:var(--accent)}
.i-still{fill:none;stroke:var(--ink);stroke-width:1}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.94rem;line-height:1.45;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:0 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .9rem .55rem 0;border-bottom:1px solid var(--grid)}
thead th{font-weight:600;color:var(--muted);font-size:.85rem;border-bottom-color:var(--muted)}
tbody th{font-weight:600}
.number{text-align:right;white-space:nowrap;padding-right:1.6rem}
.when{white-space:nowrap}
.moments{max-width:46rem;margin-top:1.5rem}
.moments thead th{white-space:normal;vertical-align:bottom;width:22%}
thead .number{text-align:right}
td small,th small{display:block;color:var(--muted);font-size:.86rem;font-weight:400}
.bar{width:13rem}
.bar svg{display:block;width:100%;height:1.35rem;overflow:visible}
.b-axis{stroke:var(--muted);stroke-width:1}
.b-range{stroke:var(--edge);stroke-width:5;stroke-linecap:round;opacity:.65}
.b-point{fill:var(--accent)}
.b-tick{font-size:10px;fill:var(--muted)}
details{margin:.6rem 0}
summary{cursor:pointer;color:var(--accent);font-size:.9rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;font-size:.92rem;max-width:none}
dt{color:var(--muted)}
dd{margin:0}
.sources li{font-size:.92rem}
footer{padding-top:2rem;padding-bottom:3rem;color:var(--muted);font-size:.88rem}
footer p{border-top:1px solid var(--grid);padding-top:1rem;max-width:none}
.emergency{font-size:1.25rem}
)css";

constexpr const char* phone = R"css(
@media (max-width:40rem){
header{padding-top:1.5rem}
h1{font-size:1.55rem}
.verdict,.verdict:lang(zh-Hans){font-size:1.16rem;margin-top:1.5rem}
.wide{display:none!important}
.narrow{display:block!important}
.people{grid-template-columns:repeat(3,1fr);gap:1rem}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack,.stack tbody,.stack tr,.stack th,.stack td{display:block;width:auto}
.stack tr{padding:.7rem 0;border-bottom:1px solid var(--grid)}
.stack th,.stack td{border:0;padding:.1rem 0;text-align:left;white-space:normal}
.stack td[data-label]::before{content:attr(data-label) " ";color:var(--muted);font-size:.86rem}
.bar{width:auto}
.tight th,.tight td{padding-right:.5rem;font-size:.88rem}
dl{grid-template-columns:1fr;gap:0}
dd{margin:0 0 .6rem}
})css";

constexpr const char* print = R"css(
@page{size:A4;margin:16mm 15mm 18mm}
@media print{
html{font-size:10pt}
:root{--paper:#fff}
.note{break-after:avoid}
body{line-height:1.45}
main,header,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
h2{margin-top:1.6rem;padding-top:.8rem;break-after:avoid}
h3,figcaption,caption{break-after:avoid}
figure,tr,.flags,li{break-inside:avoid}
.grid{grid-template-columns:1fr 1fr;gap:1rem 1.5rem}
.people{grid-template-columns:repeat(5,1fr);gap:1rem}
.verdict{font-size:1.25rem}
summary{display:none}
details:not([open]){display:none}
a{color:inherit;text-decoration:none}
.flags,.c-half,.c-ninety,.i-through,.b-point{print-color-adjust:exact;-webkit-print-color-adjust:exact}
})css";

}  // namespace

std::string page_style() {
  const std::string light = std::string(svg_light()) + "--alert:#96281b;--alert-soft:#faeeea;";
  const std::string dark = std::string(svg_dark()) + "--alert:#ffb4a6;--alert-soft:#2b1d1a;";
  return ":root{color-scheme:light dark;" + light + "}\n@media screen and (prefers-color-scheme:dark){:root{" + dark +
         "}}\n" + layout + std::string(svg_rules()) + phone + print;
}

}  // namespace vultus
