"""The bars of a place: months without reports are there as zeros."""

from datetime import date

from lofte.desk.months import chart, filled


def test_months_without_reports_are_zeros_and_twelve_are_shown() -> None:
    bars = filled([(date(2026, 2, 1), 3), (date(2025, 12, 1), 1), (date(2024, 1, 1), 9)])
    assert [count for _, count in bars] == [0] * 9 + [1, 0, 3]
    assert bars[0][0] == date(2025, 3, 1)
    assert bars[-1][0] == date(2026, 2, 1)


def test_the_title_tells_the_month_with_most_and_the_table_says_the_same() -> None:
    drawn = chart([(date(2026, 11, 1), 4), (date(2026, 9, 1), 1)], source="Källa: vi.")
    assert drawn.title == "Flest i november 2026: 4 rapporter"
    assert drawn.table.rows[0] == ("2026-11", "4")
    assert drawn.table.rows[1] == ("2026-10", "0")
    assert "style=" not in drawn.svg
    assert chart([(date(2026, 1, 1), 1)], source="").title.endswith("1 rapport")
