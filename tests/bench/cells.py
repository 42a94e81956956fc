"""Odd cells in every column, sheet and format: `python tests/bench/cells.py [SHARE]`; 0.01 tries a hundredth."""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import odd_cells
from conftest import in_process


def main() -> None:
    """Print how many cells were tried, and which came in otherwise than they are seen."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 0.05
    work = Path(tempfile.mkdtemp(prefix="perut-cells-"))
    sample = work / "sample.db"
    made = in_process("demo", "--db", str(sample), db=sample)
    assert made.code == 0, made.err
    every, seed = sum(1 for _ in odd_cells.trials()), int(time.time())
    count, wrong = odd_cells.tried(sample, work, max(1, round(every * share)), seed)
    print(f"cells x columns x formats: {count} of {every} tried, {len(wrong)} silent differences")
    for told in wrong[:20]:
        print(f"    {told}")


if __name__ == "__main__":
    main()
