"""How the page looks: light and dark, on screen and on paper. Nothing is loaded from anywhere."""

from base64 import b64encode
from hashlib import sha256

STYLE = """
:root{color-scheme:light dark;--ink:#1d2329;--soft:#56616c;--paper:#fff;--card:#f4f6f8;--line:#d5dbe1;--link:#0a58a6;
--kept:#0072b2;--renewed:#e69f00;--missed:#c4480b;--closed:#7a5195;--open:#aab3bd}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf0;--soft:#a6b1bc;--paper:#14181c;--card:#1e2429;--line:#39434c;
--link:#7db8f0;--kept:#4ea6dc;--renewed:#f0b93a;--missed:#f0803f;--closed:#b68fd0;--open:#66717c}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main,header,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}footer{padding-bottom:3rem;color:var(--soft)}
h1{font-size:1.75rem;margin:0 0 .25rem;line-height:1.25}h2{font-size:1.25rem;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:1.5rem 0 .25rem}
p{margin:.5rem 0;max-width:46rem}.soft{color:var(--soft)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1.5rem 0 0;padding:0}
.cards div{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.cards dt{color:var(--soft);font-size:.875rem}.cards dd{margin:0;font-size:1.5rem;font-weight:600;line-height:1.3}
.cards dd small{display:block;font-size:.8125rem;font-weight:400;color:var(--soft)}
.wide{overflow-x:auto}.wide:focus-visible{outline:2px solid var(--link)}
table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:500;font-size:.875rem;vertical-align:bottom}tbody th{font-weight:500}
.n{text-align:right}td.words{overflow-wrap:break-word}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:1rem 3rem}
figure{margin:1rem 0}figcaption{color:var(--soft);font-size:.875rem;max-width:46rem}
svg{vertical-align:middle}.picture{display:block;width:100%;min-width:34rem;height:auto}.bar{width:8rem;height:.8rem}
.legend{list-style:none;margin:.5rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem}
svg text{fill:var(--ink);font:13px system-ui,sans-serif}svg .axis{fill:var(--soft)}
svg .grid{stroke:var(--line);stroke-width:1}svg .level{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:2 4}
svg .curve{fill:none;stroke-width:2.5}
.kept{fill:var(--kept)}.renewed{fill:var(--renewed)}.missed{fill:var(--missed)}.closed{fill:var(--closed)}
.open{fill:var(--open)}svg .plate{fill:var(--card)}
.c0{stroke:var(--kept)}.c1{stroke:var(--missed)}.c2{stroke:var(--renewed)}.c3{stroke:var(--closed)}.c4{stroke:var(--soft)}
.d0{fill:var(--kept)}.d1{fill:var(--missed)}.d2{fill:var(--renewed)}.d3{fill:var(--closed)}.d4{fill:var(--soft)}
pre{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem;overflow-x:auto;
font:.875rem/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
article{margin:0 0 1.5rem}article pre{font-family:inherit;margin:.25rem 0 0}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--card:#fff;--line:#bbb;--link:#000;
--kept:#0072b2;--renewed:#e69f00;--missed:#c4480b;--closed:#7a5195;--open:#aab3bd}
body{font-size:11pt}main,header,footer{max-width:none;padding:0}.wide{overflow:visible}
figure,article,tr,.cards{break-inside:avoid}h2,h3{break-after:avoid}.picture{min-width:0}}
"""
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
)
"""What a browser may do with the page: show it, in this style, and nothing else."""
