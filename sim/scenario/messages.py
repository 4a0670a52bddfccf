"""What can be wrong with a scenario: stable codes and their words, English and Chinese.

S0 the file and its YAML, S1 keys and values, S2 the timeline, S3 parts that do not agree with each
other, S4 files that build on files and overrides, S5 experiments. A code keeps its meaning for ever.
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "S001": ("there is no file `{name}`", "找不到文件 `{name}`"),
    "S002": ("`{name}` is a folder, not a file", "`{name}` 是文件夹，不是文件"),
    "S003": ("the file is not UTF-8 text", "文件不是 UTF-8 编码的文本"),
    "S004": ("the file is too large: {size:,} bytes", "文件过大：{size:,} 字节"),
    "S005": ("the file is empty", "文件为空"),
    "S006": (
        "the file should hold `key: value` lines, but holds {kind}",
        "文件应由“键: 值”组成，实际为{kind_zh}",
    ),
    "S007": ("this is not valid YAML: {said}", "YAML 语法错误：{said_zh}"),
    "S008": (
        "`{key}` is written twice; it stands first on line {line}",
        "`{key}` 重复出现，首次出现在第 {line} 行",
    ),
    "S009": (
        "the file unfolds to more than {values:,} values or {levels} levels",
        "文件展开后超过 {values:,} 个值或 {levels} 层",
    ),
    "S010": ("the tag `{tag}` is not read here", "不支持标签 `{tag}`"),
    "S011": ("a key should be one word", "键必须是单个词"),
    "S012": ("`{name}` cannot be read: {reason}", "无法读取 `{name}`：{reason}"),
    "S013": ("this value cannot be read", "无法读取这个值"),
    "S101": ("there is no key `{path}`", "没有名为 `{path}` 的键"),
    "S102": ("`{path}` is {value}, which does not fit", "`{path}` 的值 {value} 类型不符"),
    "S103": ("`{path}` is {value}, outside its range", "`{path}` 的值 {value} 超出范围"),
    "S104": ("`{path}` is {value}, which is no choice here", "`{path}` 的值 {value} 不在可选项中"),
    "S105": ("`{path}` is too long, too short or badly formed", "`{path}` 过长、过短或格式不对"),
    "S106": ("`{path}` is missing", "缺少 `{path}`"),
    "S107": ("`{path}`: {said}", "`{path}`：{said_zh}"),
    "S108": ("`{path}` is not a finite number", "`{path}` 不是有限数"),
    "S201": ("this entry does not say when", "这一条没有说明时间"),
    "S202": ("this entry says when more than once: {keys}", "这一条的时间写了多次：{keys}"),
    "S203": ("this entry does not say what happens", "这一条没有说明要做什么"),
    "S204": (
        "one entry does one thing, but this one has {keys}",
        "一条只做一件事，这里写了：{keys}",
    ),
    "S205": ("the timeline has no `{key}`", "时间线中没有 `{key}` 这个动作"),
    "S206": (
        "the condition `{condition}` cannot be read",
        "无法理解条件 `{condition}`",
    ),
    "S207": ("there is no measure `{measure}`", "没有名为 `{measure}` 的指标"),
    "S208": ("`{key}` goes with `{owner}` only", "`{key}` 只能与 `{owner}` 一起使用"),
    "S209": ("there is no parameter `{key}`", "没有名为 `{key}` 的参数"),
    "S210": (
        "`{key}` is fixed once the run begins",
        "`{key}` 在运行开始后不能改变",
    ),
    "S211": ("`set` changes nothing", "`set` 没有改变任何参数"),
    "S212": (
        "day {day} is after the end: the run has {days} days",
        "第 {day} 天在结束之后：本次运行共 {days} 天",
    ),
    "S213": (
        "`until` ({until}) comes before `from` ({start})",
        "`until`（{until}）早于 `from`（{start}）",
    ),
    "S214": (
        "`once: true` and `again_after_days` contradict each other",
        "`once: true` 与 `again_after_days` 互相矛盾",
    ),
    "S301": (
        "{count:,} KOLs are more than the market holds beside the founder: {room:,}",
        "KOL 有 {count:,} 人，多于市场中除创始人外的人数 {room:,}",
    ),
    "S302": (
        "a reported figure needs either `day` or `date`",
        "实际数据需写明 `day` 或 `date` 之一",
    ),
    "S303": ("a `date` needs the scenario's `start_date`", "使用 `date` 需要先设定 `start_date`"),
    "S304": ("{date} is before the start, {start}", "{date} 早于开始日期 {start}"),
    "S401": ("the files build on each other in a circle: {chain}", "文件循环引用：{chain}"),
    "S402": ("`{name}` lies outside the scenario's folder", "`{name}` 在方案所在文件夹之外"),
    "S403": ("`extends` should name one file", "`extends` 应写一个文件名"),
    "S404": ("the override has no `=`", "覆盖项缺少 `=`"),
    "S405": ("`{path}` cannot be overridden", "`{path}` 不能被覆盖"),
    "S406": ("the edge list `{name}` does not exist", "关系表 `{name}` 不存在"),
    "S501": (
        "{names} should rise, but are {low} and {high}",
        "{names} 应由小到大，实际为 {low} 与 {high}",
    ),
    "S502": (
        "{share} of this distribution lies outside the parameter's range",
        "该分布有 {share} 落在参数允许范围之外",
    ),
    "S503": ("{count} weights for {values} values", "{values} 个取值却有 {count} 个权重"),
    "S504": (
        "{value} does not say what values there may be",
        "{value} 没有说明取值的分布",
    ),
    "S505": ("the baseline `{name}` is none of the strategies", "基准 `{name}` 不在所列策略之中"),
    "S506": (
        "strategies differ in `{key}`: it is a lever, so it cannot be uncertain",
        "各策略的 `{key}` 不同，它是策略手段，不能同时作为不确定因素",
    ),
    "S507": ("`{key}` cannot be uncertain", "`{key}` 不能作为不确定因素"),
    "S508": ("`{outcome}` is no outcome", "`{outcome}` 不是可用的结果指标"),
    "S509": ("more than one outcome is primary: {names}", "主要结果只能有一个：{names}"),
    "S521": (
        "`{name}` is no assumption of this scenario, nor a section of it",
        "`{name}` 不是此方案的假设参数，也不是其中的部分",
    ),
    "S523": ("`{path}` is {value}, which is no power of two", "`{path}` 的值 {value} 不是 2 的幂"),
    "S524": (
        "a target needs `below` or `above`, and only one of them",
        "目标须写 `below` 或 `above` 之一，且只能写一个",
    ),
    "S525": ("there is no strategy `{name}`", "没有名为 `{name}` 的策略"),
    "S526": (
        "the strategy `{name}` is compared with itself",
        "策略 `{name}` 与自身比较",
    ),
    "S527": ("a limit needs `at_most` or `at_least`", "约束须写 `at_most` 或 `at_least`"),
    "S511": (
        "`adaptive` says how many replicates there are; `replicates` contradicts it",
        "重复次数由 `adaptive` 决定，不能再写 `replicates`",
    ),
    "S512": (
        "there should be at least {least} parameters with a list or a distribution",
        "至少要有 {least} 个写成列表或分布的参数",
    ),
    "S513": (
        "a grid takes lists, but `{key}` has a distribution",
        "网格设计需要列表，而 `{key}` 写成了分布",
    ),
    "S510": ("`{path}` belongs into a scenario's file", "`{path}` 只能写在方案文件里"),
    "S540": ("`{name}` is none of the strategies", "`{name}` 不在所列策略之中"),
}
