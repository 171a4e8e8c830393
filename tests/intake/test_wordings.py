"""Every wording of the field, in several sentences, belongs to the indicator it words."""

import pytest

from fadu.intake import extract

COUNT, RATE = "14374", "98.3"

MEDIATORS = {
    "mediation": (
        "三级调解组织", "各级调解组织", "各类调解组织", "“大调解”机制", "“三调联动”机制", "矛调中心",
        "区矛盾纠纷调处化解中心",
    ),
    "people_mediation": ("人民调解组织", "人民调解委员会", "各级调委会", "村（社区）调委会"),
    "admin_mediation": ("行政调解组织", "各行政机关行政调解"),
    "court_mediation": ("诉调对接中心", "法院诉调对接", "诉前调解中心"),
}  # fmt: skip
NO_TOTAL = (
    "“老兵”个人调解室", "某某调解工作室", "医疗纠纷调解委员会", "行业性专业性调委会", "行专调委会",
    "派出所调解室", "商会调解组织",
)  # fmt: skip
TAKEN_IN = (
    "受理", "共受理", "调解", "共调解", "调处", "化解", "共化解", "排查化解", "办理", "接收",
    "累计调解", "累计受理",
)  # fmt: skip
SUCCEEDED = ("调解成功", "成功调处", "调处成功", "成功化解", "达成协议", "成功调解")
SUCCESS = ("成功率", "调解成功率", "调处成功率", "化解率", "办结率", "结案率", "调处率")
REVIEW = {
    "review_received": "收到 新收 收案 新增 受案 共收到 累计收到",
    "review_accepted": "受理 决定受理 立案受理 新受理 依法受理 共受理",
    "review_concluded": "审结 办结 结案 共审结 已审结 审理终结",
    "review_corrected": "直接纠错 直接纠正 纠错",
    "review_corrected_indirect": "间接纠错 改正后终止",
    "review_revoked": "撤销 决定撤销",
    "review_changed": "变更 决定变更",
    "review_illegality_confirmed": "确认违法",
    "review_ordered_to_perform": "责令履行 责令限期履行",
    "review_settled": "调解和解 和解 调撤 达成调解和解",
    "review_withdrawn": "撤回申请 撤回",
    "review_terminated": "终止",
    "review_settled_pre_acceptance": "案前调解 受理前调撤 受理前化解",
    "review_maintained": "维持",
    "review_rejected": "驳回",
    "review_not_accepted": "不予受理",
    "review_not_litigated": "未进入诉讼 未再起诉 未进入诉讼程序",
}
REVIEW_RATES = {
    "review_correction_rate": "直接纠错率 纠错率",
    "review_correction_rate_comprehensive": "综合纠错率",
    "review_settled_rate": "调解率 和解率 调解和解率 调撤率 调撤结案率",
    "review_litigated_after_rate": "复议后被诉率 复议后被起诉率 被诉率",
    "review_substantively_resolved_rate": "实质性化解率 实质化解率 化解率",
    "review_not_litigated_rate": "未进入诉讼率 复议后未进入诉讼程序的比例",
}
LITIGATION = {
    "litigation_first_instance": "新收一审 受理一审 收一审 发生一审 立案一审",
    "litigation_second_instance": "新收二审 受理二审 立案二审",
    "litigation_all_instances": "新收各类 受理各类 新收一审、二审、再审等",
}
DOCUMENTS = {
    "normdoc_issued": "制发 出台 印发 制定",
    "normdoc_legally_reviewed": "合法性审核 合法性审查",
    "normdoc_filed": "备案审查",
    "normdoc_cleaned": "清理",
    "normdoc_kept": "继续有效 保留",
    "normdoc_amended": "修改",
    "normdoc_repealed": "废止",
    "normdoc_lapsed": "宣布失效 失效",
}
LENIENT = {
    "lenient_cases": "免罚轻罚 免罚、轻罚 不予处罚和从轻减轻处罚",
    "lenient_no_penalty_cases": "免罚 不予处罚 首违不罚 轻微不罚 不予行政处罚",
}


def _mediation():
    for topic, bodies in MEDIATORS.items():
        for body in bodies:
            for verb in TAKEN_IN:
                yield f"全年{body}{verb}矛盾纠纷{COUNT}起。", f"{topic}_accepted"
                yield f"2023年，{body}{verb}各类纠纷{COUNT}件。", f"{topic}_accepted"
            for verb in SUCCEEDED:
                yield f"全年{body}受理纠纷15000件，{verb}{COUNT}件。", f"{topic}_succeeded"
            for rate in SUCCESS:
                yield f"{body}共受理纠纷15000件，{rate}{RATE}%。", f"{topic}_success_rate"
                yield f"{body}{rate}达到{RATE}%。", f"{topic}_success_rate"
            yield f"{body}受理纠纷{COUNT}起，均成功化解。", f"{topic}_accepted"
    for body in NO_TOTAL:
        for verb in TAKEN_IN:
            yield f"全年{body}{verb}纠纷{COUNT}件。", ""


def _review():
    for name, word in _pairs(REVIEW):
        yield f"行政复议工作稳步推进，全年{word}{COUNT}件。", name
        yield f"全年{word}行政复议案件{COUNT}件。", name
        yield f"行政复议案件{word}{COUNT}件。", name
        if name not in ("review_received", "review_accepted"):
            yield f"行政复议机构收到申请20000件，其中{word}{COUNT}件。", name
            yield f"全年收到行政复议申请20000件，受理18000件，{COUNT}件{word}。", name
    for name, word in _pairs(REVIEW_RATES):
        yield f"行政复议{word}为{RATE}%。", name
        yield f"行政复议案件{word}达{RATE}%，同比上升。", name
        yield f"全年审结行政复议案件12件，{word}{RATE}%。", name


def _litigation():
    for name, words in _pairs(LITIGATION):
        yield f"全市法院共{words}行政案件{COUNT}件。", name
    for word in ["败诉", "判决败诉", "被判败诉", "行政机关败诉"]:
        yield f"审结一审行政案件20000件，{word}{COUNT}件。", "litigation_lost"
        yield f"行政诉讼案件{word}{COUNT}件。", "litigation_lost"
    for word in ["败诉率", "一审败诉率", "行政机关败诉率"]:
        yield f"审结一审行政案件20000件，{word}为{RATE}%。", "litigation_lost_rate"
    yield f"行政机关实体败诉率为{RATE}%。", "litigation_lost_rate_substantive"
    for word in ["负责人出庭应诉率", "负责人出庭率", "出庭应诉率", "出庭率"]:
        yield f"行政诉讼案件开庭20件，{word}{RATE}%。", "head_appearance_rate"
    for word in ["出庭应诉", "出庭应诉案件"]:
        yield f"行政机关负责人{word}{COUNT}件。", "head_appearance_cases"


def _others():
    for name, word in _pairs(DOCUMENTS):
        yield f"全年{word}行政规范性文件{COUNT}件。", name
        yield f"规范性文件管理方面，{word}{COUNT}件。", name
    for word in ["报备率", "备案率"]:
        yield f"规范性文件{word}达{RATE}%。", "normdoc_filing_rate"
    for word in ["及时率", "报备及时率"]:
        yield f"规范性文件{word}达{RATE}%。", "normdoc_timely_rate"
    for word in ["受理", "收到", "新收", "办理", "共收到", "接收"]:
        yield f"全年{word}政府信息公开申请{COUNT}件。", "disclosure_applications"
        said = f"全区各部门{word}政府信息公开申请{COUNT}件。"
        yield said, "disclosure_applications_whole_area"
    for word in ["答复", "办结", "予以答复"]:
        yield f"收到政府信息公开申请20000件，{word}{COUNT}件。", "disclosure_concluded"
    for word in ["主动公开", "发布", "公开"]:
        yield f"全年{word}政府信息{COUNT}条。", "information_items_published"
    for name, word in _pairs(LENIENT):
        yield f"全年办理{word}案件{COUNT}件。", name
        yield f"落实包容审慎监管，{word}{COUNT}件。", name


def _pairs(table):
    return [(name, word) for name, words in table.items() for word in words.split()]


@pytest.mark.parametrize("group", [_mediation, _review, _litigation, _others])
def test_every_wording_is_recognised(group, codebook):
    """Each wording of the field names its indicator, whatever the sentence around it."""
    wrong = []
    for text, name in group():
        surface = COUNT if COUNT in text else RATE
        got = {f.indicator for f in extract(text, codebook, year=2023) if f.surface == surface}
        wrong += [] if got == {name} else [(text, name, got)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("复议诉讼比2.6。", "2.6", "review_to_litigation_ratio"),
        ("行政复议与行政诉讼案件量之比达2.6:1。", "2.6:1", "review_to_litigation_ratio"),
        ("复议诉讼比超2:1。", "2:1", "review_to_litigation_ratio"),
        ("全年行政诉讼无一件败诉。", "无一", "litigation_lost"),
        ("行政诉讼案件保持“零败诉”。", "零", "litigation_lost"),
        ("行政诉讼败诉率为零。", "零", "litigation_lost_rate"),
        ("辖区共发生矛盾纠纷88起，调解成功80起。", "88", "mediation_accepted"),
    ],
)
def test_ratios_and_zeros_are_recognised(text, surface, name, codebook):
    """2.18:1, 无一 and 零 are figures whose surface is the word itself."""
    found = [f for f in extract(text, codebook, year=2023) if f.surface == surface]
    assert [f.indicator for f in found] == [name]
