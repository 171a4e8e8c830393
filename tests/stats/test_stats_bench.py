"""One call for all rows gives what scipy and statsmodels give for each."""

import pytest

from fadu.stats import bench

CASES = list(bench.cases(60, 30))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_one_call_agrees_with_a_loop_over_the_libraries(case):
    """All rows at once are the libraries' own numbers row by row, to 1e-9."""
    # statsmodels' root of a quartic and scipy's sum of a beta-binomial are good to ten digits
    assert bench.measured(case, runs=1).difference < 1e-9


def test_the_benchmark_is_a_table(capsys):
    """The command prints a row for each method, with the ratio of the two times."""
    assert bench.main(["--rows", "12", "--areas", "9"]) == 0
    head, rule, *rows = capsys.readouterr().out.splitlines()
    assert head.startswith("| method | rows | one call, ms | loop, ms | times as fast |")
    assert set(rule) <= set("| -")
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [
        case.name for case in bench.cases(12, 9)
    ]


@pytest.mark.parametrize("name", ["proportion, exact", "funnel", "trend_values, by rank"])
def test_many_districts_at_once_are_far_quicker_than_one_by_one(name):
    """3,000 districts in one call take less than a fifth of what a loop takes."""
    case = next(case for case in bench.cases(3000, 9) if case.name == name)
    took = bench.measured(case)
    assert took.rows == 3000
    assert took.at_once < took.looped / 5
