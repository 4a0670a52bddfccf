"""A text in English and Chinese, as titles, labels and error messages carry it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from sim.state.parameters import Parameters, parameter

Language = Literal["en", "zh"]


class Text(Parameters):
    """The same words in both languages; written in one language only, they stand for both."""

    en: str = parameter("", max_length=1000, en="in English", zh="英文", evidence="choice")
    zh: str = parameter("", max_length=1000, en="in Chinese", zh="中文", evidence="choice")

    @model_validator(mode="before")
    @classmethod
    def _one_language_stands_for_both(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"en": given, "zh": given}
        if isinstance(given, dict) and len(given) == 1:
            ((language, words),) = given.items()
            if language in ("en", "zh") and isinstance(words, str):
                return {"en": words, "zh": words}
        return given

    def say(self, language: str = "en") -> str:
        """The words for a reader of this language."""
        return self.zh if language == "zh" else self.en

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)


NO_WORDS = Text()
