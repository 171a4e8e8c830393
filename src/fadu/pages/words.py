"""The fixed words of a page, zh and en side by side."""

from collections.abc import Mapping

from fadu.codebook import Language

WORDS: Mapping[str, Mapping[Language, str]] = {
    "kicker": {"zh": "法度简报　·　地区概览", "en": "fadu briefing  ·  district profile"},
    "key points": {"zh": "要点", "en": "Key points"},
    "indicators": {"zh": "指标", "en": "Indicators"},
    "rest": {"zh": "其他指标", "en": "Other indicators"},
    "self": {"zh": "报告自身的核对", "en": "What the reports say about themselves"},
    "method": {"zh": "方法与限度", "en": "Method and limits"},
    "sources": {"zh": "数据与来源", "en": "Data and sources"},
    "year": {"zh": "年份", "en": "Year"},
    "date": {"zh": "日期", "en": "Date"},
    "value": {"zh": "数值", "en": "Value"},
    "counts": {"zh": "件数", "en": "Counts"},
    "interval": {"zh": "95%区间", "en": "95% interval"},
    "source": {"zh": "来源", "en": "Source"},
    "indicator": {"zh": "指标", "en": "Indicator"},
    "place": {"zh": "地区", "en": "Place"},
    "note": {"zh": "说明", "en": "Note"},
    "single": {"zh": "只有一个公布值的指标", "en": "Indicators with a single figure"},
    "found contradiction": {"zh": "不一致之处", "en": "What does not agree"},
    "found note": {"zh": "由公布值推知", "en": "What the figures tell besides"},
    "found holds": {"zh": "核对相符", "en": "What was tested and holds"},
    "nothing found": {
        "zh": "所选年份的公布值之间没有可核对的关系。",
        "en": "The figures of these years have no relation that could be tested.",
    },
    "no figures": {
        "zh": "所选年份内没有可列示的指标。",
        "en": "No indicator can be shown for the years chosen.",
    },
}


def word(key: str, lang: Language) -> str:
    """Return a fixed word of the page in `lang`."""
    return WORDS[key][lang]
