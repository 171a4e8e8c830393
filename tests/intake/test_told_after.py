"""What stands after a number tells what is counted; parts, sums and bases of shares."""

import pytest

from fadu.intake import extract

REVIEW = "行政复议工作持续推进。"
SUIT = "行政应诉工作持续推进。"


def told(text: str, codebook) -> dict[str, str]:
    """Return what each printed number of a text is found to be."""
    return {f.surface: f.indicator for f in extract(text, codebook, year=2023)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "审结的90件案件中，41件被维持、12件被确认违法、7件被责令履行、30件终止审理。",
            {
                "90": "review_concluded",
                "41": "review_maintained",
                "12": "review_illegality_confirmed",
                "7": "review_ordered_to_perform",
                "30": "review_terminated",
            },
        ),
        ("案件受理后又有41件达成和解协议。", {"41": "review_settled"}),
        ("将41件行政争议实质性化解在萌芽状态。", {"41": "review_substantively_resolved"}),
        ("对不符合条件的12件复议申请，依法作出不予受理决定。", {"12": "review_not_accepted"}),
        ("对12件不符合条件的申请依法决定不予受理。", {"12": "review_not_accepted"}),
        ("近两成的案件被纠错，四成案件经调解结案。", {"两成": "review_correction_rate", "四成": "review_settled_rate"}),
        ("另有41件经行政机关自行改正后撤回申请。", {"41": "review_corrected_indirect"}),
    ],
)  # fmt: skip
def test_what_follows_a_number_says_what_is_counted(text, found, codebook):
    """A predicate belongs to the number before it, and not to the next one."""
    assert told(REVIEW + text, codebook) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "作出撤销决定22件、变更决定4件、确认违法决定13件，合计39件。",
            {
                "22": "review_revoked",
                "4": "review_changed",
                "13": "review_illegality_confirmed",
                "39": "review_corrected",
            },
        ),
        ("共受理90件，其中和解41件，驳回12件。", {"90": "review_accepted", "41": "review_settled", "12": "review_rejected"}),
    ],
)  # fmt: skip
def test_a_sum_and_its_parts_are_different_indicators(text, found, codebook):
    """What parts are called is no name for their sum."""
    assert told(REVIEW + text, codebook) == found


def test_a_part_takes_the_verb_of_its_total(codebook):
    """Of cases concluded those of first instance are concluded, too."""
    found = told("审结各类行政案件90件，其中一审案件41件。", codebook)
    assert found["90"] == "litigation_all_instances_concluded"
    assert found["41"] == "litigation_first_instance_concluded"


@pytest.mark.parametrize(
    "text",
    ["若以实体判决的90件计，败诉率为18.6%。", "以实体判决为基数计算，行政机关败诉率为18.6%。"],
)
def test_the_base_named_before_a_rate_belongs_to_it(text, codebook):
    """以…计 in the clause before says which of two rates is meant."""
    assert told(SUIT + text, codebook)["18.6"] == "litigation_lost_rate_substantive"


def test_a_share_passes_over_another_share_to_its_count(codebook):
    """占 after a rate speaks of the count that stands before both."""
    found = told(
        SUIT + "行政机关败诉41件，实体败诉率21.8%，占全部审结一审案件的7.2%。", codebook
    )
    assert found["7.2"] == "litigation_lost_rate"


def test_a_share_of_another_kind_is_not_that_of_the_count_before(codebook):
    """A share that names what it is of is no share of the figure before it."""
    found = told(
        SUIT + "负责人出庭应诉90件，出庭率98.9%；正职负责人出庭案件占比12.6%。", codebook
    )
    assert found == {"90": "head_appearance_cases", "98.9": "head_appearance_rate", "12.6": ""}


def test_a_milestone_is_no_count(codebook):
    """突破千件 is a figure of speech."""
    assert told("行政复议收案首次突破千件，达1093件。", codebook) == {"1093": "review_received"}
