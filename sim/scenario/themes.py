"""Themes: what scenarios are about, so that a long list of them can be read."""

from __future__ import annotations

from typing import Literal, get_args

from sim.scenario.text import Text

Theme = Literal[
    "own", "seeds", "budget", "entry", "reach", "founder", "rules", "content", "product", "honour",
    "sharing", "chapters", "commerce", "cases", "real",
]  # fmt: skip

TITLES: dict[Theme, Text] = {
    "own": Text(en="To begin with", zh="从这里开始"),
    "seeds": Text(en="Whom to begin with", zh="首批种子从哪里来"),
    "budget": Text(en="Whom to begin with, for the same money", zh="同等预算下的首批种子"),
    "entry": Text(en="The threshold of entry", zh="入群门槛"),
    "reach": Text(en="How people hear of it", zh="人们如何得知"),
    "founder": Text(en="One star or several centres", zh="一个中心还是多个中心"),
    "rules": Text(en="Rules and self-government", zh="规则与自治"),
    "content": Text(en="Content and events", zh="内容与活动"),
    "product": Text(en="The product and what it stands for", zh="产品与它所代表的"),
    "honour": Text(en="Honour, organisation, participation", zh="荣誉、组织与参与"),
    "sharing": Text(en="Benefits and how they are shared", zh="利益与分享"),
    "chapters": Text(en="Chapters and rivals", zh="分会与竞争者"),
    "commerce": Text(en="Turning commercial", zh="商业化"),
    "cases": Text(en="Reported cases", zh="公开案例"),
    "real": Text(en="Beside logs of real communities", zh="与真实社群日志对照"),
}
"""In the order in which a reader meets them."""

assert tuple(TITLES) == get_args(Theme)
