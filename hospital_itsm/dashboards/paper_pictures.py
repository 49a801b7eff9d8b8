"""The pictures of a dashboard for paper: whole SVG documents in ink, which name no file and no address."""

from typing import Final

WIDTH: Final = 200
"""How wide a picture is that takes all of its column on the page, in units of its drawing."""
NAMESPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'
FLUID: Final = 'width="100%" height="16"'
INK: Final = (
    "text{font-family:'Libertinus Serif';font-size:11px;fill:#464646}"
    ".g{stroke:#d0d0d0}.d-line path{fill:none}.t{stroke:#464646;stroke-dasharray:4 3;stroke-width:1.25}"
    "path.a{stroke:#8c1812;stroke-width:2.25}circle.a{fill:#8c1812}text.la{fill:#8c1812}"
    "path.b{stroke:#0b6173;stroke-width:2.25;stroke-dasharray:7 2}circle.b{fill:#0b6173}text.lb{fill:#0b6173}"
    "path.c{stroke:#5b3e96;stroke-width:2.25;stroke-dasharray:2 2}circle.c{fill:#5b3e96}text.lc{fill:#5b3e96}"
    ".d-all{fill:#e6e6e6}.d-now{fill:#0b6173}.is-late .d-now{fill:#8c1812}.d-was{fill:#000}"
    ".s0{fill:#d0d0d0}.s1{fill:#b87a00}.s2{fill:#b4500b}.s3{fill:#8c1812}"
    ".nw{fill:#d7ecef;stroke:#0b6173}rect.hot{fill:#f8dcd9;stroke:#8c1812}path.hot{fill:#8c1812}"
    ".d-lane circle{fill:#0b6173}"
)
"""The colors of `css/dashboard.css` in the light theme; paper has no sheet beside the drawing."""


def on_paper(picture: str) -> str:
    """A picture of `charts` as a document of its own; empty for none."""
    head, separator, rest = str(picture).partition(">")
    if not separator:
        return ""
    head = head.replace("<svg", f"<svg {NAMESPACE}", 1)
    head = head.replace(FLUID, f'viewBox="0 0 {WIDTH} 16" width="{WIDTH}" height="16"', 1)
    return f"{head}><style>{INK}</style>{rest}"
