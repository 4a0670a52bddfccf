"""Units as a reader of either language sees them."""

from __future__ import annotations

import re

from sim.scenario.text import Text

CHINESE = {
    "alignment": "契合度",
    "currency": "货币单位",
    "day": "天",
    "days": "天",
    "hazard": "风险率",
    "log odds": "对数几率",
    "logit": "对数几率",
    "meeting": "次见面",
    "meetings": "次见面",
    "messages": "条消息",
    "people": "人",
    "person": "人",
    "posts": "帖",
    "regions": "个地区",
    "share": "占比",
    "times the seeds": "倍名额",
    "topics": "个话题",
    "visit": "次访问",
    "visits": "次访问",
    "a day": "/天",
}


def unit_text(unit: str) -> Text:
    """A unit in both languages; parts that have no Chinese name stay as they are."""
    words = sorted(CHINESE, key=len, reverse=True)
    pattern = r"\b(" + "|".join(map(re.escape, words)) + r")\b"
    chinese = re.sub(pattern, lambda found: CHINESE[found[1]], unit)
    chinese = re.sub(r"^1/(\d+ \w+)$", r"每 \1", chinese.replace(" /", "/"))
    return Text(en=unit, zh=chinese)
