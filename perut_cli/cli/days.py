"""Days in words."""

from perut_cli.text import T

MONTHS = (
    T("January", "Januari"),
    T("February", "Februari"),
    T("March", "Maret"),
    T("April", "April"),
    T("May", "Mei"),
    T("June", "Juni"),
    T("July", "Juli"),
    T("August", "Agustus"),
    T("September", "September"),
    T("October", "Oktober"),
    T("November", "November"),
    T("December", "Desember"),
)


def day_in_words(day: str) -> T:
    """13 January 2026."""
    year, month, date = day.split("-")
    return T("{date} {month} {year}", "{date} {month} {year}").format(
        date=int(date), month=MONTHS[int(month) - 1], year=year
    )


def moment_in_words(moment: str) -> T:
    """13 January 2026, 09:30 of an ISO moment; the time as Indonesia writes it."""
    time = moment[11:16]
    return T("{day}, {time}", "{day} pukul {time}").format(
        day=day_in_words(moment[:10]), time=T(time, time.replace(":", "."))
    )
