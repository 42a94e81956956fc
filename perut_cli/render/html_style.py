"""The style sheet of a printed page."""

PAPERS = {"a4": ("210mm", "297mm"), "f4": ("215mm", "330mm")}
"""Width and height of each paper of the settings."""

_RULES = """\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: MAX; background: #fff; color: #111;
  font: 11pt/1.4 "Bookman Old Style", "Times New Roman", Tinos, "Liberation Serif", serif; }
header { text-align: center; font-weight: bold; line-height: 1.25;
  padding-bottom: .5rem; margin-bottom: 1.2rem; border-bottom: 3px double #111; }
header div { font-size: 13pt; }
header div:nth-child(n+3) { font-size: 10pt; font-weight: normal; }
h1 { font-size: 14pt; text-align: center; margin: 0 0 .2rem; }
h2 { font-size: 12pt; margin: 1.2rem 0 .3rem; break-after: avoid; }
h1 ~ .head { text-align: center; }
.head { margin: 0 0 .3rem; color: #333; break-after: avoid; }
section:has(> table) { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin: .7rem 0; font-size: SIZE;
  font-family: Arial, "Liberation Sans", Helvetica, sans-serif; line-height: 1.3; }
th, td { border: 1px solid #888; padding: .22em .45em; vertical-align: top; text-align: left;
  overflow-wrap: break-word; }
.long { overflow-wrap: anywhere; }
.sign { text-align: center; font-weight: bold; }
.good { background: #d5ecd9; color: #14532d; } .bad { background: #f6d2cd; color: #8c1d18; }
.unsure { background: #fdf0c8; color: #6b4e00; }
.total td { font-weight: bold; background: #f3f5f8; }
tr:not(.total) + .total td { border-top: 2px solid #555; }
.last td {
  border: 0; padding: 0;
  font: 11pt/1.4 "Bookman Old Style", "Times New Roman", Tinos, "Liberation Serif", serif;
}
.day, .code { white-space: nowrap; }
thead th {
  background: #e9edf2; text-align: center; vertical-align: middle;
  overflow-wrap: normal; hyphens: auto;
}
.card { width: auto; min-width: 60%; }
.card th { background: #e9edf2; font-weight: normal; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.card .number { text-align: left; }
.none { text-align: center; color: #555; }
.note { font-size: 9.5pt; color: #333; }
.note p, p { margin: .3rem 0; }
.bar { display: block; width: 100%; min-width: 4.5em; height: .5em; margin-top: .15em; }
.bar rect { fill: #1f4e79; } .bar .track { fill: #dfe3e8; }
.bar line { stroke: #b03a2e; stroke-width: 2; vector-effect: non-scaling-stroke; }
.seal { font-size: 8.5pt; color: #333; }
.spark { display: inline-block; vertical-align: middle; }
.spark polyline, .lines polyline { fill: none; stroke: #1f4e79; stroke-width: 1.5; }
.lines polyline { stroke: inherit; stroke-width: 2; }
.multiples { display: grid; grid-template-columns: repeat(3, 1fr); gap: .4rem; }
.multiples figure { margin: 0; } .multiples .lines { font-size: 24px; }
figcaption { font-size: 9pt; text-align: center; }
figure { margin: .8rem 0; break-inside: avoid; }
.lines { width: 100%; max-width: 46rem; font-size: 11px; }
.axis { fill: none; stroke: #555; } .limit { stroke: #b03a2e; stroke-dasharray: 5 4; }
footer { width: 45%; margin: 1.4rem 0 0 auto; text-align: center; break-inside: avoid; }
footer .room { height: 3.6em; }
footer .room + div { font-weight: bold; text-decoration: underline; }
@media print {
  body { padding: 0; max-width: none; }
  section:has(> table) { overflow: visible; }
  thead { display: table-header-group; }
  tr, svg { break-inside: avoid; }
  .note, .end { break-before: avoid; }
  .keep, .end { break-inside: avoid; }
  .bar, .sign, .total td, thead th, .card th {
    print-color-adjust: exact; -webkit-print-color-adjust: exact;
  }
}
"""


def sheet(paper: str, wide: bool) -> str:
    """The rules for a paper of the settings, lying on its long side where a table is wide."""
    short, long = PAPERS[paper]
    size = f"{long} {short}" if wide else f"{short} {long}"
    page = f"@page {{ size: {size}; margin: 15mm 15mm 15mm 20mm; }}\n"
    return page + _RULES.replace("MAX", "78rem" if wide else "52rem").replace(
        "SIZE", "8.5pt" if wide else "10pt"
    )
