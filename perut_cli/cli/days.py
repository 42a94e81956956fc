"""Days in words."""

from perut_cli.text import T

MONTHS = (
    T("January", "Januari"), T("February", "Februari"), T("March", "Maret"), T("April", "April"), T("May", "Mei"), T("June", "Juni"),
    T("July", "Juli"), T("August", "Agustus"), T("September", "September"), T("October", "Oktober"), T("November", "November"),
    T("December", "Desember"),
)


def day_in_words(day: str) -> T:
    """13 January 2026."""
    year, month, date = day.split("-")
    return T("{date} {month} {year}", "{date} {month} {year}").format(date=int(date), month=MONTHS[int(month) - 1], year=year)
