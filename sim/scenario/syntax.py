"""What PyYAML's syntax errors mean, in words that a newcomer to YAML can act on."""

from __future__ import annotations

import yaml

from sim.scenario.text import Text

NO_COLON = "could not find expected ':'"
OPEN_QUOTE = "found unexpected end of stream"
MEANINGS = (
    (r"'\t' that cannot start", "a tab; indent with spaces", "使用了制表符，请用空格缩进"),
    ("mapping values are not allowed", "a colon where none can stand (is the indent right? "
     "text with a colon needs quotes)", "此处不能出现冒号（检查缩进；含冒号的文字要加引号）"),
    (NO_COLON, "a key without a colon after it", "键的后面缺少冒号"),
    ("expected <block end>", "this line is indented unlike its neighbours", "此行缩进与前后不一致"),
    ("expected ',' or '}'", "a bracket `{` that is not closed, or a missing comma",
     "花括号 `{` 没有闭合，或缺少逗号"),
    ("expected ',' or ']'", "a bracket `[` that is not closed, or a missing comma",
     "方括号 `[` 没有闭合，或缺少逗号"),
    (OPEN_QUOTE, "a quote that is not closed", "引号没有闭合"),
    ("expected '<document start>'", "this line does not go on with what stands above it (is the "
     "indent right?)", "此行与上文不相接（检查缩进）"),
    ("found another document", "`---` begins a second document; one file holds one",
     "`---` 开始了第二个文档；一个文件只能有一个"),
    ("nested too deeply", "nested too deeply", "嵌套过深"),
    ("undefined alias", "`*name` without an `&name` before it", "`*名称` 之前没有 `&名称`"),
    ("found character '", "a character that cannot begin a value; put the text in quotes",
     "值不能以此字符开头，请给文字加引号"),
    ("special characters are not allowed", "a control character", "含有控制字符"),
)  # fmt: skip


def explain_syntax(error: Exception, text: str) -> tuple[Text, int, int]:
    """What is wrong, and its line and column from 1."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line, column = _where(error, text)
    for sign, en, zh in MEANINGS:
        if sign in said:
            return Text(en=en, zh=zh), line, column
    return Text(en=said, zh=said), line, column


def _where(error: Exception, text: str) -> tuple[int, int]:
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        return before.count("\n") + 1, len(before) - before.rfind("\n")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if NO_COLON in str(error) or OPEN_QUOTE in str(error):
        # the key, or the quote, not where the search for its end gave up
        mark = getattr(error, "context_mark", mark)
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
