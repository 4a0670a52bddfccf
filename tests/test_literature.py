"""Every source that is named by author and year stands in the list of literature."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

CITED = re.compile(
    r"\b([A-Z][\w-]+)(?:['’]s)?"
    r"(?:(?:, [A-Z][\w-]+)*,? (?:and|&) (?:[A-Z][\w-]+|[Vv]an [\w ]+?)| et al\.)?,? \(?((?:19|20)\d\d)\b"
)
LISTED = re.compile(r"^- (?:Van den )?([A-Z][\w-]+).*?(\d{4})", re.MULTILINE)
NO_AUTHORS = {
    "February", "April", "May", "August", "November", "December", "MetaFilter", "CollegeMsg",
}  # fmt: skip
SPLIT_STRING = re.compile(r'"\s*\n\s*"')
SECOND_AUTHORS = {"Rényi", "Johnsen"}
"""As they stand after a dash or the end of a line."""


def literature():
    return (ROOT / "docs" / "model.md").read_text("utf-8").partition("## 10. Literature")[2]


def cited(path):
    text = path.read_text("utf-8")
    if path.name == "model.md":
        text = text.partition("## 10. Literature")[0]
    flat = re.sub(r"\s+", " ", SPLIT_STRING.sub("", text))
    return {match.groups() for match in CITED.finditer(flat)}


@pytest.mark.parametrize("pattern", ["*.md", "docs/*.md", "sim/**/*.py"])
def test_what_is_cited_is_listed(pattern):
    known = set(LISTED.findall(literature()))
    named = {each for path in ROOT.glob(pattern) for each in cited(path)}
    assert {
        (author, year)
        for author, year in named - known
        if author not in NO_AUTHORS | SECOND_AUTHORS
    } == set()


def test_what_is_listed_is_cited():
    known = set(LISTED.findall(literature()))
    named = {
        each
        for end in ("docs/*.md", "sim/**/*.py")
        for path in ROOT.glob(end)
        for each in cited(path)
    }
    assert known - named == set()
