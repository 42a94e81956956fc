"""Explaining: any number of any report, with its formula, its figures and the rows behind."""

from perut_cli.core.errors import NotFound
from perut_cli.core.table import Page
from perut_cli.core.text import T
from perut_cli.core.values import quoted
from perut_cli.reports.explain.cells import Explainer
from perut_cli.reports.explain.scores import (
    indicators_cell,
    officials_cell,
    progress_cell,
    target_cell,
    trend_cell,
)
from perut_cli.reports.explain.statistics import agreement_cell, effect_cell, quality_cell
from perut_cli.reports.scope import Scope
from perut_cli.store.db import Store

EXPLAINERS: dict[str, Explainer] = {
    "progress": progress_cell,
    "target": target_cell,
    "officials": officials_cell,
    "indicators": indicators_cell,
    "trend": trend_cell,
    "effect": effect_cell,
    "agreement": agreement_cell,
    "quality": quality_cell,
}
"""Who explains the numbers of which report."""


def register(report: str, explainer: Explainer) -> None:
    """Let another module explain the numbers of its report."""
    EXPLAINERS[report] = explainer


def explain(store: Store, scope: Scope, report: str, key: str, column: str) -> Page:
    """The page of one number: its value, the formula with the figures in it, and the rows behind.

    `key` names the row as the report does, `column` is a key or label in either language. Raises
    NotFound P040, P041
    for the row, P047 for the report or the column.
    """
    if report not in EXPLAINERS:
        what = T("no report {report} to explain", "tidak ada laporan {report} untuk dijelaskan")
        raise NotFound(
            "P047",
            what.format(report=quoted(report)),
            T("one of {names}", "salah satu dari {names}").format(names=", ".join(EXPLAINERS)),
        )
    return EXPLAINERS[report](store, scope, key, column)
