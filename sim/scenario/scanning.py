"""PyYAML's safe loader, reading words in brackets by YAML 1.2: `{en: Why?, zh: 为什么？}`.

PyYAML ends a plain word inside brackets at a question mark, which YAML 1.2 allows in it
(YAML 1.2.2, section 7.3.3).
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.tokens import ScalarToken

BLANK = "\0 \t\r\n\x85\u2028\u2029"
BRACKETS = ",[]{}"


class PlainWordsLoader(yaml.SafeLoader):
    """The safe loader with `?` allowed inside plain words."""

    def scan_plain(self) -> Any:
        """The next plain word: PyYAML's own method, but for `?`."""
        start = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#" and (length := self._plain_length()):
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start) or []
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _plain_length(self) -> int:
        """How many letters from here belong to the word."""
        ends = BRACKETS if self.flow_level else ""
        length = 0
        while (letter := self.peek(length)) not in BLANK + ends:
            if letter == ":" and self.peek(length + 1) in BLANK + ends:
                break
            length += 1
        return length
