"""What the index page says, in both languages."""

from collections.abc import Mapping

from fadu.codebook import Language

WORDS: Mapping[str, Mapping[Language, str]] = {
    "title": {"zh": "法度简报目录", "en": "Briefings"},
    "summary": {
        "zh": "共{all}份：{done}份已生成，{failed}份失败，{missing}份文件缺失。",
        "en": "{all} in all: {done} built, {failed} failed, {missing} with a file missing.",
    },
    "caption": {
        "zh": "按地区与年份列出；点列名可排序",
        "en": "By place and year; the names of the columns sort",
    },
    "search": {"zh": "查找", "en": "Search"},
    "state": {"zh": "状态", "en": "State"},
    "all": {"zh": "全部", "en": "all"},
    "count": {"zh": "显示{n}份，共{all}份", "en": "{n} of {all} shown"},
    "place": {"zh": "地区", "en": "Place"},
    "years": {"zh": "年份", "en": "Years"},
    "briefing": {"zh": "简报", "en": "Briefing"},
    "series": {"zh": "主要指标", "en": "Main indicator"},
    "built": {"zh": "生成时间", "en": "Built"},
    "files": {"zh": "文件", "en": "Files"},
    "done": {"zh": "已生成", "en": "built"},
    "failed": {"zh": "失败", "en": "failed"},
    "missing": {"zh": "文件缺失", "en": "file missing"},
    "every": {"zh": "各地", "en": "all places"},
    "ever": {"zh": "各年", "en": "all years"},
    "pdf": {"zh": "PDF", "en": "PDF"},
    "executed": {"zh": "笔记本", "en": "notebook"},
}
STATES = ("done", "failed", "missing")


def word(key: str, lang: Language) -> str:
    """Return one of the words."""
    return WORDS[key][lang]
