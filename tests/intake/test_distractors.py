"""The same statements, said of another place, another year or a plan, and said of the report's own."""

import pytest

from fadu.intake import extract

HEAD = "通州区2023年法治政府建设情况报告\n一、基本情况\n"
STATEMENTS = (
    "收到行政复议申请388件", "受理行政复议案件388件，审结366件", "行政复议案件直接纠错率12.5%",
    "行政复议调解和解率达45.6%", "行政机关败诉率为7.7%", "一审行政诉讼收案388件",
    "行政机关负责人出庭应诉率98.8%", "人民调解组织共调解纠纷3880件，成功率98.8%",
    "各类调解组织受理矛盾纠纷3880件", "制发行政规范性文件38件", "废止规范性文件38件",
    "收到政府信息公开申请388件", "主动公开政府信息3880条", "办理免罚轻罚案件388件",
    "作出行政处罚3880件", "办理法律援助案件388件", "办理公证3880件",
    "办理人大代表建议和政协提案388件", "排查问题隐患3880条，整改3800条", "诉前调解成功率55.5%",
)  # fmt: skip
OF_OTHERS = (
    "全省{}。", "全国{}。", "2023年，全省{}。", "从全国看，{}。", "邻近的海安市{}。", "苏州市{}。",
    "如苏州市{}。", "其中海安市{}。", "江苏省{}。", "据统计，2023年全国{}。", "省高院通报显示，全省{}。",
    "去年{}。", "上年同期{}。", "2022年{}。", "2022年，全区{}。", "2022年度{}。", "上一年度{}。",
    "前年，{}。", "往年平均{}。", "2019年至2023年，全区累计{}。", "五年来，全区累计{}。",
    "近三年累计{}。", "“十四五”以来，累计{}。", "2024年，力争{}。", "明年，计划{}。", "2024年，将{}。",
    "下一步，力争{}。", "预计全年{}。", "到2025年，{}。", "力争到2025年底，{}。", "确保2024年{}。",
    "目标是{}。", "四、2024年工作计划\n{}。", "五、下一步工作打算\n（一）提升质效。{}。", "全省平均{}。",
    "全市{}，其中我区情况如下。", "金沙街道{}。", "石港镇{}。", "同期，海安市{}。", "浙江{}。",
    "兄弟县市中，如东县{}。", "市级层面，{}。", "2024年目标：{}。", "按照上级要求，2024年须{}。",
    "新一年，我区将{}。", "“十四五”期间，{}。", "计划于明年{}。", "争取{}。", "有望{}。",
    "对标先进，苏州工业园区{}。", "全区2020年{}。", "2020—2022年，{}。", "长三角地区{}。",
    "（注：全省{}）", "高于全省水平（全省{}）。",
)  # fmt: skip
OF_ITS_OWN = (
    "2023年，全区{}。", "全年{}。", "今年，我区{}。", "我区{}，高于全省平均水平。",
    "2023年全区{}，居全市前列。", "按照省市部署，{}。", "在市司法局指导下，{}。", "全区上下{}。",
    "通州区{}。", "南通市通州区{}。", "2023年度，{}。", "截至2023年底，{}。", "截至目前，{}。",
    "报告期内，{}。", "区政府全年{}。", "2023年1至12月，{}。", "获评全省先进，{}。",
    "为实现2025年目标奠定基础，全年{}。", "根据市政府要求，全年{}。", "与去年相比，{}。",
    "《通州区2023年工作计划》全面落实，全年{}。", "（一）重点工作\n{}。", "区司法局{}。",
    "向南通市政府报送材料，全年{}。", "全力打造“全省最优”品牌，{}。", "一年来，{}。", "本年度{}。",
    "南通市中级人民法院指导下，全区{}。", "深入贯彻《江苏省行政执法监督办法》，{}。",
)  # fmt: skip


def read(frame, statement, codebook):
    text = HEAD + frame.format(statement)
    return extract(text, codebook, district="320612", year=2023, names=("南通市通州区",))


@pytest.mark.parametrize("frame", OF_OTHERS)
def test_another_place_or_year_or_a_plan_has_no_indicator(frame, codebook):
    """Whatever is stated, said of others, of former years or as a plan it is no own figure."""
    found = [
        (statement, figure.surface, figure.indicator)
        for statement in STATEMENTS
        for figure in read(frame, statement, codebook)
        if figure.indicator
    ]
    assert found == []


@pytest.mark.parametrize("frame", OF_ITS_OWN)
def test_the_reports_own_figures_are_not_lost(frame, codebook):
    """A place, a year or a plan that is only mentioned takes no figure away."""
    lost = [
        (statement, figure.surface, figure.note)
        for statement in STATEMENTS
        for figure in read(frame, statement, codebook)
        if figure.surface in statement and not figure.indicator
    ]
    assert lost == []
