"""How long a list of 500 rows takes to be filled into a template: read, checked, filled, written."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from paper_files import document, paragraphs, zipped

from perut_cli.render.papers import package
from perut_cli.render.papers.fill import Words, faults, fill

ROWS = 500
CELLS = ("{actions.no}", "{actions.action_text}", "{actions.due}")


def main() -> None:
    """Print the best of three, in processor time."""
    cells = "".join(f"<w:tc>{paragraphs([text])}</w:tc>" for text in CELLS)
    template = zipped(document(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    record = {"action_text": "Menutup buku kas <umum> & pembantu", "due": "2026-12-15"}
    lists = {"actions": [{"no": str(n), **record} for n in range(ROWS)]}
    words = Words({}, lists, {"actions": ["no", "action_text", "due"]}, {})
    taken = []
    for _ in range(3):
        begun = time.process_time()
        parts = package.read(template)
        assert not faults(parts, words)
        package.write(fill(parts, words))
        taken.append(time.process_time() - begun)
    print(f"{ROWS} rows: {min(taken):.2f} s")


if __name__ == "__main__":
    main()
