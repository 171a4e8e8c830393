"""Words that say when, where and how surely a figure holds, found in one pass."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from fadu.intake.figures.places import may_be_places, place_at, place_before
from fadu.intake.numbers import LookAlike

Kind = Literal[
    "year", "prior", "now", "round", "compare", "plan", "assure", "span", "whole", "own", "organ",
    "named", "beyond", "tier", "part", "respective", "all",
]  # fmt: skip


class Mark(NamedTuple):
    """A word that governs the figures after it."""

    start: int
    end: int
    kind: Kind
    text: str


# Each alternative begins with a plain letter: only then does `re` skip by a set of letters.
_MAY_START = re.compile(
    r"《|甲[省市县区州镇]|乙[省市县区州镇]|丙[省市县区州镇]|丁[省市县区州镇]|戊[省市县区州镇]|A[省市县区州镇]"
    r"|B[省市县区州镇]|C[省市县区州镇]|D[省市县区州镇]|个别|部分|少数|有的|邻[省市县区]|外[省市县地]"
    r"|兄弟[省市县区]|同类[城地]|先进地|其[他它][省市县区地]|我国|长三角|京津冀|珠三角|大湾区|省级层|市级层"
    r"|国家?级层|自治区|往年|历年|前年|有望|新[一的]|较[去上前12]|比[去上前12]|与[去上前比12]|同[去上前比12]"
    r"|环比|去年|上[年一]|前一|近[三五十两几0-9]|一年来|两年[间累共内来]|二年[间累共内来]|三年[间累共内来]"
    r"|四年[间累共内来]|五年[间累共内来]|六年[间累共内来]|七年[间累共内来]|八年[间累共内来]|九年[间累共内来]"
    r"|十年[间累共内来]|以来|“十[三四五]|十[三四五]|今年|目前|现已|相当|等于|是[去上前]|为[去上前]"
    r"|达[去上前]|本[年省市区县州旗]|报告|要[确力实达]|力争|争取|预计|明年|下[一步阶]|来年|该[省市区县州旗]"
    r"|目标|拟|计划|将|年内|到20|20\d\d年|控制|确保|保证|要求|应当|我[省市区县州旗]|全[国省市区县州旗年]"
    r"|其中|分别|依次|某[县区市省州镇乡村局街社]|均|皆|都"
    r"|今后|未来|0年[来间累共]|1年[来间累共]|2年[来间累共]|3年[来间累共]|4年[来间累共]|5年[来间累共]|6年[来间累共]|7年[来间累共]|8年[来间累共]|9年[来间累共]"
)
_FUNCTION = "的和与及在是为对向由从到将政府各全本我一二三四五六七八九十两年月日共累其均已并等级新收审办以按据经被把给中"
_SUBJECT = (
    "收受办审共全新一各调行败成化排制作公完开人民法中累同建查处登有的废主诉发出清印组聘培设举落"
)
_MARK = re.compile(
    r"""
    (?P<skip>《[^《》\n]{0,80}》)
  | (?P<compare>(?:较|比|与|同)(?:去年|上年|上一年|前一年)度?(?:同期)?(?:相比)?|同比|环比
      |(?:较|比|与)(?=(?:19|20)\d\d年)|(?:相当于|等于|[是为达])(?:去年|上年|前年)度?(?:同期|全年|一年)?的)
  | (?P<prior>去年|上年(?!度?结转|结存|转)|上一年|前一年|往年|历年(?!来|之?最|新高|以来|制|印|出|发|形)|(?<![一年])前年)
  | (?P<span>近[三五十两几\d]{1,2}年|[三五十]年来|[两二三四五六七八九十]年(?:间|累计|共|内共)|\d年(?:来|间|累计|共)|(?<!今年)(?<!年初)以来
      |“?十[三四五]五”?(?:以来|期间))
  | (?P<now>今年|本年度?|报告期|目前|现已)
  | (?P<round>(?<![年前上去])全(?=年[^度])|(?<![两二三四五六七八九十])一年来)
  | (?P<plan>(?:今后|未来)(?=[一二两三四五几\d])|要(?=确保|力争|实现|达到)|力争|争取(?=[^资项])|预计|有望|明年|下一年|来年|新的?一年|下一步|下步|下阶段|目标(?=为|值|任务|是|到)
      |拟(?=废|修|制|保|出|宣|清|新|建|于|再)(?![^，。;、\n\d]{1,6}的)|计划(?=[全年到于在新开培完建清办明今安废力每制修出印审举组聘设])
      |将(?=新建|新增|建成|达|力争|实现|开展|完成|培训|再|新设|组织|办|清理)|年内(?=[^，。]{0,12}(?:不|达|力))
      |到(?=20\d\d年)|20\d\d年底?前(?=[，,]?[^，。]{0,14}(?:达|完成|实现|建)))
  | (?P<assure>确保|保证|要求|应当|控制在)
  | (?P<own>[我本](?=[省市区县州旗]))
  | (?P<beyond>(?:个别|部分|少数|有的)(?:单位|部门|地区|地方|镇街?|乡镇|街道|[区县市])|(?:(?<![\u4e00-\u9fa5])|(?<=的))[甲乙丙丁戊ABCD][省市县区州镇](?![类级等])|某(?:[县区市省州镇乡村局]|街道|社区)|邻[省市县区]|外[省市县地](?!卖|来)|兄弟[省市县区]|同类(?:城市|地区)|先进地区
      |其[他它](?:[省市县区](?!直|级|域|场|民)|地区|地方)|我国|长三角|京津冀|珠三角|大湾区)
  | (?P<tier>(?:国家|省|市)级层面|自治区(?=各级|高级|人民|政府|党委|司法厅|高院))
  | (?P<that>该(?=[省市区县州旗]))
  | (?P<whole>(?<!“)全(?=[国省市区县州旗](?!(?:和|及|、)?[省市区县州级各]*(?:人大|政协|两会)|[域别直]|首|率先|前列|第|排名|推广|唯一|领先|通办|覆盖|重点|区域)))
  | (?P<part>其中)
  | (?P<respective>分别|依次)
  | (?P<all>[均皆]|都(?=[是为达已保]))
    """,
    re.VERBOSE,
)
_SUBJECT_PLACE = re.compile(
    rf"""
    (?:根?据|从)?(?P<organ>(?:国务院|省(?!级|内|委依)|市(?!级|内|场|民|域|县|区|委依|、))
      (?=政府|司法|高级|人民政府|法院))
  | (?P<named>(?:其中|同期|而|如|例如|(?:邻近|相邻|周边|兄弟|毗邻)的?)?,?
      (?:(?![{_FUNCTION}]|关(?![镇乡街]))[\u4e00-\u9fa5]){{2,5}}?(?:自治[区州县]|[省市区县旗]|街道|镇|乡)(?=[{_SUBJECT}0-9])
      |(?:(?![{_FUNCTION}]|关(?![镇乡街]))[\u4e00-\u9fa5]){{2,5}}?(?:街道|镇|乡)(?=司法所|派出所|人民法庭|综治中心|矛调中心|调委会))
    """,
    re.VERBOSE,
)
_BREAK = re.compile(r"[，,。;:\n、(](?=[\u4e00-\u9fa512])")
_AFTER_BREAK = re.compile(rf"[，,。;:\n、(](?:{_SUBJECT_PLACE.pattern})", re.VERBOSE)
_GENERIC = re.compile(
    r"(?:社|小|辖|园|城|地|山|景|片|校|库|开发|示范|各|县|市|街|矿|功能|试验|合作|集聚|服务|责任|试点)区"
    r"|(?:都|城|超|集|夜|各|全|本|我|区)市|(?:乡|村|城|各|集|全|市|区|试点|重点)镇|(?:各|城|下|返|全)乡"
    r"|(?:各|全|本|我|市|区)县|各.{0,2}街道|镇街道?|(?:^|[，,。;:\n、(])自治[区州县旗]$|[受理由向对交送请导促进收接督据合][省市区县州]$|依法治[省市县区州]$|(?:全|我|本|各)[省区市州]"
)
_LEAD = re.compile(r"(?:其中|同期|而|如|例如|(?:邻近|相邻|周边|兄弟|毗邻)的?),?")
_REPORT = re.compile(
    r"《[^》\n]{0,60}20\d\d年?[^》\n]{0,40}(?:报告|公报|年报|白皮书)》(?:中|显示|载明|披露)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_marks(
    text: str, others: Iterable[LookAlike], spans: Iterable[tuple[int, int]]
) -> list[Mark]:
    """Return all marks of some sentences in their order.

    Parameters
    ----------
    text
        As `plain` returns it.
    others
        The look-alikes in it, among them the years.
    spans
        Of the sentences.
    """
    found = [mark for span in spans for mark in _said(text, *span)]
    found += [
        Mark(o.start, o.end, "year", o.surface)
        for o in others
        if (o.reason == "date" and _YEAR.match(o.surface))
        or (o.reason == "name" and _REPORT.match(text, o.start))
    ]
    found.sort()
    return found


def _said(text: str, start: int, end: int) -> Iterator[Mark]:
    """Look only where a mark may begin: at few pairs of letters, and after a break."""
    place = start
    yield from _subjects(text, start, end)
    for may in _MAY_START.finditer(text, start, end):
        if may.start() < place:
            continue
        found = _MARK.match(text, may.start(), end)
        if found:
            place = found.end()
            yield from _mark(found)


def _subjects(text: str, first: int, end: int) -> Iterator[Mark]:
    """Find the places that clauses speak of: those of the register, and what reads like one."""
    known = set()
    starts = [first, *(m.end() for m in _BREAK.finditer(text, first, end))]
    for start in may_be_places(text, starts):
        found = place_at(text, start)
        if found:
            known.add(found[0])
            yield Mark(*found, "named", text[slice(*found)])
    opening = _SUBJECT_PLACE.match(text, first, end)
    for m in (*([opening] if opening else []), *_AFTER_BREAK.finditer(text, first, end)):
        yield from (mark for mark in _mark(m) if mark.start not in known)


def _mark(m: re.Match[str]) -> Iterator[Mark]:
    kind = str(m.lastgroup)
    if kind == "that":
        name = place_before(m.string, m.start())
        if name:
            yield Mark(m.start(), m.end(), "named", name)
        return
    if kind != "skip" and not (kind == "named" and _GENERIC.search(m[0])):
        yield Mark(m.start(kind), m.end(), kind, m[kind])  # type: ignore[arg-type]


def place_name(mark: Mark) -> str:
    """Return the name within a mark of the kind `named`."""
    return _LEAD.sub("", mark.text, count=1)


def years_of(mark: Mark) -> list[int]:
    """Return the years that a mark of the kind `year` names; a range names all within."""
    named = [int(y) for y in _YEAR.findall(mark.text)]
    if len(named) == 2 and not re.search("[、和及与]", mark.text):
        return list(range(named[0], min(named[1], named[0] + 20) + 1))
    return named


class Marks:
    """The marks of some sentences, to be asked for those between two places.

    Parameters
    ----------
    text
        As `plain` returns it.
    others
        The look-alikes in it, among them the years.
    spans
        Of the sentences.
    """

    def __init__(
        self, text: str, others: Iterable[LookAlike], spans: Iterable[tuple[int, int]]
    ) -> None:
        self.text = text
        self._found = find_marks(text, others, spans)
        self._starts = [m.start for m in self._found]

    def all(self) -> list[Mark]:
        """Return all of them in their order."""
        return self._found

    def between(self, start: int, end: int) -> list[Mark]:
        """Return the marks that begin in `start` to `end`, at most the last sixty."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, low)
        return self._found[max(low, high - 60) : high]
