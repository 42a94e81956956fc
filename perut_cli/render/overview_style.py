"""Style sheet and script of the page to look at. Plain data."""

STYLE = """
:root{--ink:#1b2430;--soft:#52606d;--paper:#fff;--wash:#f3f5f8;--line:#d5dbe3;--blue:#1f4e79;
--good:#1a6e3c;
--warn:#9a5b00;--bad:#a3232b;--goodwash:#e4f3ea;--warnwash:#fdf1dc;--badwash:#fbe6e6;
color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#a9b4c0;--paper:#141a21;
--wash:#1d252e;--line:#36414d;
--blue:#8bbbe8;--good:#7fd19b;--warn:#f0bf6c;--bad:#f39a9a;--goodwash:#193526;--warnwash:#3a2f17;
--badwash:#3d2023}}
*{box-sizing:border-box}html{scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main,.top{max-width:72rem;margin:0 auto;padding:0 1rem}
.top{padding-top:1.25rem}.top p{margin:.25rem 0;color:var(--soft);font-size:.875rem}
.top .office{font-size:.75rem;letter-spacing:.04em;margin:0 0 .25rem}
h1{font-size:1.75rem;line-height:1.2;margin:0}h2{font-size:1.25rem;line-height:1.3;
margin:2.5rem 0 .5rem}
h3{font-size:1rem;margin:1rem 0 .25rem}
a{color:var(--blue)}a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,
summary:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0;margin:1rem 0}
nav a{display:inline-block;padding:.25rem 0}
.figures{display:grid;grid-template-columns:repeat(2,1fr);gap:.75rem;margin:1rem 0;padding:0;
list-style:none}
@media(min-width:48rem){.figures{grid-template-columns:repeat(4,1fr)}}
.figures a{display:block;padding:.75rem 1rem;border-radius:.5rem;text-decoration:none;
color:inherit;background:var(--badwash);border-left:.375rem solid var(--bad);height:100%}
.figures .good{background:var(--goodwash);border-color:var(--good)}.figures b{color:var(--bad)}
.figures .good b{color:var(--good)}
.figures strong{display:block;font-size:2rem;line-height:1.15;font-variant-numeric:tabular-nums}
.figures span{display:block;font-size:.875rem}.figures b{font-size:.875rem}
.next{counter-reset:n;list-style:none;margin:0;padding:0}
.next li{counter-increment:n;display:grid;grid-template-columns:2rem 1fr;gap:.5rem;padding:.5rem 0;
border-top:1px solid var(--line)}
.next li::before{content:counter(n);font-weight:700;font-size:1.25rem;color:var(--blue)}
.next p{margin:0;font-size:.9375rem;color:var(--soft)}.next .when{color:inherit}
.tools{display:none;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}.js .tools{display:flex}
.tools label{font-size:.875rem;color:var(--soft)}.tools input,.tools select{font:inherit;
padding:.3rem .5rem;border:1px solid var(--line);border-radius:.375rem;background:var(--paper);
color:inherit;max-width:100%}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}
.tools output{align-self:center;font-weight:600}
@media(min-width:64rem){.sides{display:grid;grid-template-columns:3fr 2fr;gap:0 2.5rem}}
.hint{font-size:.8125rem;color:var(--soft);margin:.25rem 0}
@media(min-width:24rem){.narrow{display:none}}
table{border-collapse:collapse;width:100%;font-size:.9375rem}caption{text-align:left;
padding:.5rem .75rem;color:var(--soft);font-size:.875rem}
th,td{padding:.375rem clamp(.35rem,.9vw,.625rem);text-align:left;border-top:1px solid var(--line);
vertical-align:top}
thead th{border-top:0;background:var(--wash);font-size:.8125rem;position:sticky;top:0}
th button{all:unset;cursor:pointer;font:inherit;min-height:1.5rem}
th button::after{content:"\\A0\\2195";color:var(--soft)}
@media(max-width:63.99rem){th button{text-decoration:underline dotted}th button::after{content:""}}
th[aria-sort=ascending] button::after{content:"\\A0\\2191"}
th[aria-sort=descending] button::after{content:"\\A0\\2193"}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.g{background:var(--goodwash);color:var(--good)}.w{background:var(--warnwash);color:var(--warn)}
.b{background:var(--badwash);color:var(--bad);font-weight:600}
.cards{display:grid;gap:1rem;grid-template-columns:1fr;align-items:start}
@media(min-width:40rem){.cards{grid-template-columns:repeat(2,1fr)}}
@media(min-width:64rem){.cards{grid-template-columns:repeat(3,1fr)}}
.card{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;overflow-wrap:anywhere}
.card h3{margin:0;font-size:1.0625rem}.card p{margin:.25rem 0;font-size:.9375rem}
.card .course{max-width:10rem}.one .card .course{max-width:24rem}
.card .soft,.soft{color:var(--soft);font-size:.875rem}
.card:target{outline:3px solid var(--blue)}
.locus{font-size:.75rem;border:1px solid var(--blue);color:var(--blue);border-radius:1rem;
padding:0 .4rem;white-space:nowrap}
details{margin:.25rem 0}summary{cursor:pointer;padding:.25rem 0}ul.plain{list-style:none;margin:0;
padding:0}ul.plain li{padding:.2rem 0;font-size:.9375rem}
svg{display:block;max-width:100%}.bar rect.t{fill:var(--line)}.bar rect.v{fill:var(--blue)}
.bar line{stroke:var(--bad);stroke-width:2}
.c polyline,.course polyline{fill:none;stroke:var(--blue);stroke-width:2}
.c circle,.course circle{fill:var(--blue)}.c line,.course line{stroke:var(--bad);
stroke-dasharray:4 3}
.c text,.course text{font-size:10px;fill:var(--ink)}.c .aim,.course .aim{fill:var(--bad);
font-size:9px}
.trends{display:grid;gap:.75rem;grid-template-columns:repeat(2,1fr)}
@media(min-width:48rem){.trends{grid-template-columns:repeat(4,1fr)}}
.trends figure{margin:0;border:1px solid var(--line);border-radius:.5rem;padding:.4rem .5rem}
.trends figcaption{font-size:.8125rem;overflow-wrap:anywhere}
.cal td,.cal th{text-align:center;padding:.25rem .3rem;font-size:.8125rem}
.cal th[scope=row],.cal thead th:first-child{text-align:left}.cal td{white-space:nowrap}
.paper{display:none}
footer{margin:3rem 0 2rem;color:var(--soft);font-size:.875rem;border-top:1px solid var(--line);
padding-top:1rem}
[hidden]{display:none!important}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;
top:.5rem;background:var(--paper);padding:.5rem}
@media(max-width:39.99rem){h1{font-size:1.5rem}.fits{font-size:.75rem}
.fits th,.fits td{padding:.3rem .09rem;font-size:.71875rem}.fits th[scope=row]{padding-left:.4rem}
.fits thead th{font-size:.6875rem;vertical-align:bottom}
#t.fits thead th+th{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;
padding:.3rem .1rem}#t.fits th:last-child,#t.fits td:last-child{display:none}
#t .locus{font-size:.625rem;padding:0 .25rem}.cal td{letter-spacing:-.05em}
.cal thead th+th{letter-spacing:-.03em;font-size:.625rem}.fits caption{padding:.4rem}}
@media print{:root{color-scheme:light;--ink:#1b2430;--soft:#52606d;--paper:#fff;--wash:#f3f5f8;
--line:#d5dbe3;--blue:#1f4e79;--good:#1a6e3c;--warn:#8a5000;--bad:#a3232b;--goodwash:#e4f3ea;
--warnwash:#fdf1dc;--badwash:#fbe6e6}
body{font-size:10pt;line-height:1.4}nav,.tools,.hint,.skip{display:none!important}
.wide{overflow:visible;border:0;break-inside:avoid}main,.top{padding:0;max-width:none}
.card,figure,tr,li{break-inside:avoid}h2{break-after:avoid;margin:1.25rem 0 .25rem}a{color:inherit;
text-decoration:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
thead th{position:static}th button::after{content:""!important}th,td{padding:.15rem .35rem;
font-size:8.5pt;line-height:1.3}
#t,.cal{break-inside:auto}.figures{grid-template-columns:repeat(4,1fr)}
.figures a{padding:.5rem .75rem}.trends{grid-template-columns:repeat(4,1fr)}
.cards{grid-template-columns:repeat(2,1fr)}
summary{list-style:none;font-weight:600}summary::-webkit-details-marker{display:none}
.one .cards{display:block}.one .card{break-before:page;border:0;padding:0}
.one .card h3{font-size:16pt}.one #h-villages{display:none}
.camat #trends,.camat #calendar,.camat #villages,.camat .rest{display:none}
.camat #matrix{break-before:page}.camat .paper{display:block}
.camat #legend h2{display:none}.camat #legend p{margin:.1rem 0;font-size:8.5pt}
.camat footer{margin-top:1rem;padding-top:.25rem;break-inside:avoid}.camat .top p{margin:0}
.camat .sides{display:grid;grid-template-columns:3fr 2fr;gap:0 1.5rem}
.camat h2{margin:.75rem 0 .2rem;font-size:12.5pt}.camat .next p{font-size:9.5pt}
.camat #next>p{margin:.4rem 0}
.camat #changes li:nth-child(n+11),.camat #steps li:nth-child(n+9),
.camat #plans li:nth-child(n+13),.camat #steps details{display:none}.camat #changes ul{columns:2}
.camat .next p,.camat #steps li{display:-webkit-box;-webkit-box-orient:vertical;
-webkit-line-clamp:2;overflow:hidden}.camat .next li{padding:.25rem 0}
.camat ul.plain li{font-size:9pt;padding:.1rem 0}.camat .soft{font-size:8.5pt}}
"""

SCRIPT = """
(function(){var d=document;d.documentElement.className+=' js';
var q=d.getElementById('q'),f=d.getElementById('f'),t=d.getElementById('t');
function show(){var s=(q.value||'').toLowerCase(),c=f.value;
d.querySelectorAll('[data-v]').forEach(function(e){
var ok=(!s||e.getAttribute('data-v').indexOf(s)>=0)&&(!c||(' '+e.getAttribute('data-c')+
' ').indexOf(' '+c+' ')>=0);e.hidden=!ok});
if(t){var r=t.tBodies[0].rows,n=0;[].forEach.call(r,function(e){if(!e.hidden)n++});
var o=d.getElementById('c');if(o)o.value=s||c?n+'/'+r.length:'';}}
if(q){q.addEventListener('input',show);f.addEventListener('change',show);}
if(t){t.querySelectorAll('thead th').forEach(function(h,i){var b=d.createElement('button');
b.type='button';b.textContent=h.textContent;h.textContent='';h.appendChild(b);
b.addEventListener('click',function(){var up=h.getAttribute('aria-sort')!=='ascending',
body=t.tBodies[0],rows=[].slice.call(body.rows);
t.querySelectorAll('thead th').forEach(function(o){o.removeAttribute('aria-sort')});
h.setAttribute('aria-sort',up?'ascending':'descending');
function key(r){var k=r.cells[i].getAttribute('data-k');
return k===null?r.cells[i].textContent:k===''?null:parseFloat(k)}
rows.sort(function(a,b){var x=key(a),y=key(b);if(x===null)return y===null?0:1;
if(y===null)return -1;return (x<y?-1:x>y?1:0)*(up?1:-1)});
rows.forEach(function(r){body.appendChild(r)});});});}
function reveal(){var e=location.hash.length>1&&
d.getElementById(decodeURIComponent(location.hash.slice(1)));
if(e&&e.classList.contains('card'))e.querySelectorAll('details').forEach(function(o){o.open=true})}
addEventListener('hashchange',reveal);reveal();})();
"""
