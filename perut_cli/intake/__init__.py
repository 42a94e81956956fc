"""Tables in: a CSV file or workbook as it comes from Indonesia's offices to rows of text, and
rejects out again.
"""

from perut_cli.core.spreadsheet_guards import guard, unguard
from perut_cli.intake.door import open_source
from perut_cli.intake.source import Dialect, Problems, Source
from perut_cli.render.rejects import write_rejected

__all__ = ["Dialect", "Problems", "Source", "guard", "open_source", "unguard", "write_rejected"]
