"""Departments' figures in the orders in which reports print them, and the neighbours of these."""

import pytest

from fadu.intake import extract

COUNT = "143"
ORDERS = {
    "normdoc_issued": (
        "全年共143件行政规范性文件正式印发。", "经审核后以县政府名义正式印发规范性文件143件。",
        "发布政府规章1部、行政规范性文件143件。",
    ),
    "normdoc_legally_reviewed": (
        "对143件规范性文件（草案）进行了合法性审核。",
        "全年办理合法性审查事项426件，其中规范性文件143件。",
    ),
    "normdoc_filed": (
        "对各部门报送备案的143件规范性文件进行审查。", "收到下级报备并审查规范性文件143件。",
        "143件下级规范性文件完成备案登记。",
    ),
    "normdoc_cleaned": (
        "对2021年底前印发的143件规范性文件逐件审视，决定保留110件。",
        "开展涉企文件专项清理，共梳理143件，其中继续有效120件。",
    ),
    "normdoc_in_force": ("全区143件现行有效规范性文件全部公开。", "年末有效行政规范性文件143件。"),
    "major_decisions_completed": (
        "列入年度目录的143项重大行政决策事项均已完成法定程序。",
        "走完全部法定程序的重大行政决策事项为143个。",
    ),
    "agenda_items_legally_reviewed": (
        "对提交政府常务会议的143个议题进行会前合法性审查。", "政府会议议题合法性审查率100%，共审查143件。",
    ),
    "land_batches_legally_reviewed": ("对143个批次的征地报批材料进行合法性审核。",),
    "legislative_opinions": ("依托基层立法联系点，汇集群众意见建议143条。",),
    "legal_assistants_hired": ("为每个镇街配备法律助理，共选聘143名。",),
    "enforcement_cases": ("全年143件行政执法案件全部实行网上办案。",),
    "penalty_cases": ("全年实施行政处罚143件。", "全年作出的143件行政处罚决定中，无一件被复议机关撤销。"),
    "lenient_cases": ("全年适用“四张清单”办理案件143件。", "143起案件依法予以从轻、减轻或不予处罚。"),
    "lenient_no_penalty_cases": ("对143件轻微违法行为免予行政处罚，减免罚款540万元。",),
    "coercive_measures_waived": ("对143件案件免予查封、扣押等强制措施。",),
    "enforcement_problems_corrected": ("143个执法不规范问题得到纠正。",),
    "enforcement_exam_officers": ("组织行政执法资格考试，应考160人，实考143人。",),
    "hazards_found": ("查找各类问题隐患143条，按期整改98条。",),
    "hazards_rectified": ("发现安全隐患160处，已整治143处。", "143处安全隐患全部整改完毕。"),
    "environmental_hazards_rectified": ("143处突发环境事件风险隐患完成整改。",),
    "livelihood_hazards_eliminated": ("143条民生类安全隐患被及时排除。",),
    "emergency_plan_manuals": ("143个专项预案操作简本编制完成。",),
    "rescue_personnel": ("组建应急救援队伍58支，共143人。", "组建应急救援队伍58支143人。"),
    "proposals_handled": ("认真办理建议提案，全年共办复143件。", "143件人大代表建议、政协委员提案全部办结。"),
    "npc_proposals_received": ("人大常委会组成人员接待代表，收到建议143件。",),
    "cppcc_opinions_forwarded": ("收到政协转送的143件委员意见。",),
    "supervision_problems_rectified": (
        "法治督察反馈的问题归并为7类，逐项销号，整改143个。", "法治督察反馈的143项问题均已整改到位。",
    ),
}  # fmt: skip
NEIGHBOURS = (
    "及时向市政府、县人大常委会报备规范性文件143件。", "抽查行政执法案卷143件，发现问题36个。",
    "公布年度重大行政决策事项目录，列入决策事项143项。", "对143项重大行政决策开展合法性审查。",
    "全年供应土地143批次。", "针对重大行政决策草案公开征集意见143条。",
    "全县现有行政执法人员143名。", "组织国家统一法律职业资格考试，参考人员143名。",
    "中央环保督察反馈问题200项，已完成整改143项。", "开展政府专项督查23次，督促整改问题143个。",
    "法治督察反馈的143个问题，正在整改中。", "区纪委查处执法领域腐败问题143件。",
    "举办应急救援技能竞赛，参赛队员143人。", "废止地方性法规1件、修改143件。",
    "征地拆迁项目完成签约143批次。", "行政执法监督机构发出监督意见书9份，督促整改问题143个。",
)  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_the_number_stands_before_its_noun_or_after_it(name, codebook):
    """A count belongs to its indicator whether the noun or the verb comes first."""
    wrong = []
    for text in ORDERS[name]:
        got = [f.indicator for f in extract(text, codebook, year=2023) if f.surface == COUNT]
        wrong += [] if got == [name] else [(text, got)]
    assert wrong == []


@pytest.mark.parametrize("text", NEIGHBOURS)
def test_a_neighbour_has_no_indicator(text, codebook):
    """What is sent upward, only begun, of another body or of another subject is no such count."""
    figures = extract(text, codebook, year=2023)
    assert [f.indicator for f in figures if f.surface == COUNT] == [""]
