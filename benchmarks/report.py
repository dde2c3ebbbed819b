"""Where benchmarks put their results: between two marks of a page in docs/, whose other words stay."""

from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
START, END = "<!-- bench: written by make {} -->", "<!-- end of {} -->"


def write(page: str, title: str, target: str, result: str) -> None:
    """Put a result into a page, made when it isn't there.

    Args:
        page: file name in docs/.
        title: headline of a new page.
        target: the make target that measures it.
        result: Markdown.
    """
    path = DOCS / page
    start, end = START.format(target), END.format(target)
    text = path.read_text(encoding="utf-8") if path.exists() else f"# {title}\n"
    if start not in text:
        text = f"{text}\n{start}\n{end}\n"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    path.write_text(f"{before}{start}\n{result}\n{end}{after}", encoding="utf-8")
