"""The documentation says what is so: links lead somewhere, and what it shows works."""

import importlib.util
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.mechanisms import discover
from sim.metrics import names
from sim.scenario import ScenarioErrors, Settings, explain, load, packaged
from sim.state.mechanism import Phase
from sim.study import experiment

HOME = Path(__file__).parents[1]
PAGES = sorted([*HOME.glob("*.md"), *HOME.glob("docs/**/*.md"), *HOME.glob("*/README.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\S+)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"# (\S+\.\w+)\n")
FACTORS = ("appeal", "contact_factor", "post_factor", "come_factor", "talk_factor", "time_spent")
STUDIES = ("run", "compare", "demo", "sweep", "sensitivity", "discover", "optimise")
OF_RESULTS = ("show", "status", "resume", "extend", "verify", "rerun")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page; `file` is the name in its first line, when there is one."""

    page: Path
    language: str
    about: str
    text: str

    @property
    def file(self):
        found = NAMED.match(self.text)
        return found[1] if found else None


def blocks(page, *languages):
    found = [Block(page, *parts) for parts in BLOCK.findall(page.read_text("utf-8"))]
    return [block for block in found if block.language in languages]


def title(page):
    return str(page.relative_to(HOME))


def with_blocks(*languages):
    return [page for page in dict.fromkeys(PAGES) if blocks(page, *languages)]


def prose(page):
    """A page without its blocks."""
    return BLOCK.sub("", page.read_text("utf-8"))


def anchors(page):
    """The anchors of a page's headings, as code hosts make them."""
    found = []
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        again = found.count(words)
        found.append(f"{words}-{again}" if again else words)
    return found


def reader():
    """How a reader runs things: in a process of its own, with this project and its kernels."""
    return {**os.environ, "PYTHONPATH": str(HOME), "SEED100_LANG": "en"}


def test_the_reference_the_schemas_and_the_table_of_patterns_are_what_the_code_says():
    spec = importlib.util.spec_from_file_location("generate", HOME / "docs" / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    written = generate.written()
    assert len(written) == 4
    stale = [title(file) for file, text in written.items() if file.read_text("utf-8") != text]
    assert not stale, "older than the code: run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_every_link_leads_somewhere(page):
    for link in LINK.findall(prose(page)):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), link
        if anchor:
            assert anchor in anchors(place), link


def test_every_mechanism_has_its_section_in_the_description_of_the_model():
    described = anchors(HOME / "docs" / "model.md")
    missing = {kind.name for kind in discover()} - set(described)
    assert not missing, "write a section `### NAME` in docs/model.md"


def stands_in(section, symbol):
    """Whole, not as a letter of a word; a number before it and a square behind it are no letters."""
    return re.search(rf"(?<![^\W\d½]){re.escape(symbol)}(?![^\W²])", section) is not None


def test_a_symbol_is_more_than_a_letter_of_a_word():
    assert not stands_in("so much the more", "m")
    assert not stands_in("`w_V (fit - usual)`", "w")
    assert stands_in("`exp(-d²/2h²)`", "h")


@pytest.mark.parametrize("kind", discover(), ids=lambda kind: kind.name)
def test_every_symbol_of_a_parameter_stands_in_the_description_of_its_mechanism(kind):
    page = (HOME / "docs" / "model.md").read_text("utf-8")
    section = page.partition(f"\n### {kind.name}\n")[2].partition("\n### ")[0]
    about = [field.json_schema_extra for field in kind.Parameters.model_fields.values()]
    symbols = [one["symbol"].removeprefix("1/") for one in about]
    missing = [symbol for symbol in symbols if not stands_in(section, symbol)]
    assert not missing, "write the equation in docs/model.md with these symbols"


def test_what_a_mechanism_works_with_is_read_by_whom_and_when_the_page_says():
    """The last phase in which writing counts on the same day is the one before the first reader's."""
    table = (HOME / "docs" / "adding-a-mechanism.md").read_text("utf-8")
    kinds = {kind.name: kind for kind in discover()}
    rows = re.findall(
        r"^\| `(?:influences\.)?(\w+)[^|]*\|[^|]*\|([^|]*)\| ([A-Z_]+) \|$", table, re.M
    )
    assert {name for name, _, _ in rows} >= {*FACTORS, "belonging_pull", "encounters", "hear"}
    for name, readers, latest in rows:
        named = [kinds[reader] for reader in re.findall(r"`(\w+)`", readers) if reader in kinds]
        assert min(kind.phase for kind in named) == Phase[latest] + 1, name
        read = "contacts" if name == "hear" else name
        assert all(read in inspect.getsource(sys.modules[kind.__module__]) for kind in named), name


QUESTIONS = HOME / "docs" / "questions.md"


def test_questions_are_answered_by_commands_that_exist():
    asked = re.findall(r"`seed100 (\w+) ([\w ]+)`", QUESTIONS.read_text("utf-8"))
    assert len(asked) > 40
    for command, what in asked:
        for name in what.split():
            if command == "compare" and packaged.find(name):
                continue
            assert experiment.load(name).kind == command, name


def test_questions_give_every_claim_its_verdict():
    page = QUESTIONS.read_text("utf-8")
    for name in packaged.names(packaged.CLAIMS):
        claim = experiment.load(name).claim
        said = re.findall(rf"`seed100 compare {name}`.*\[{claim.id}\]\(\S+\) (\w+)", page)
        assert set(said) == {claim.found}, f"{claim.id}: {said}"


def test_every_library_is_named_with_its_licence():
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["study"]]
    table = (HOME / "docs" / "choices.md").read_text("utf-8").partition("## Libraries")[2]
    rows = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)
    named = {name.split()[0] for row in rows for name in row.split(", ")}
    missing = {re.match(r"[\w-]+", one)[0] for one in needed} - named
    assert not missing, "add them to the table of libraries in docs/choices.md"


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_parameters_and_measures_that_are_named_exist(page):
    known = {row.path for row in explain(Settings())}
    sections = {path.partition(".")[0] for path in known if "." in path}
    named = re.findall(r"`(\w+)\.(\w+)(?:: [^`]*|=[^`]*)?`", prose(page))
    unknown = {f"{section}.{key}" for section, key in named if section in sections} - known
    assert not unknown, "no parameters of this name"
    for block in blocks(page, "yaml"):
        for measure in re.findall(r"when: (\w+) [<>]", block.text):
            assert measure in names() or "wrong" in block.about


@pytest.mark.parametrize("page", with_blocks("yaml"), ids=title)
def test_yaml_blocks_are_scenarios_or_experiments(page, tmp_path):
    for number, block in enumerate(blocks(page, "yaml", "csv")):
        file = tmp_path / (block.file or f"block-{number}.yaml")
        file.write_text(block.text, "utf-8")
        if block.language == "csv":
            continue
        read = experiment.load if re.search("^kind:", block.text, re.MULTILINE) else load
        if "wrong" in block.about:
            with pytest.raises(ScenarioErrors):
                read(file)
        else:
            read(file)


@pytest.mark.parametrize("page", with_blocks("sh"), ids=title)
def test_commands_that_are_shown_work(page, tmp_path, monkeypatch):
    """In the order of the page, with its files; studies are only planned, without a pilot."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.study.pilot.PILOT_SECONDS", 0)
    for block in blocks(page, "sh", "yaml"):
        if block.language == "yaml" and block.file:
            Path(block.file).write_text(block.text, "utf-8")
        for line in block.text.splitlines() if block.language == "sh" else ():
            words = shlex.split(line, comments=True)
            if words[:1] == ["seed100"]:
                assert_works(words[1:])


def assert_works(words):
    command = words[2] if words[0] == "--lang" else words[0]
    if command in OF_RESULTS:
        words = [*words, "--help"]
    if command in STUDIES:
        words = [*words, "--dry-run"]
    words = words[: words.index(">")] if ">" in words else words
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, (words, done.output)


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [page for page in with_blocks("python") if "adding" not in page.name], ids=title
)
def test_python_blocks_run(page, tmp_path):
    script = tmp_path / "page.py"
    script.write_text("\n".join(block.text for block in blocks(page, "python")), "utf-8")
    (tmp_path / "results").mkdir()
    run = [sys.executable, "-W", "error::DeprecationWarning", script]
    done = subprocess.run(run, cwd=tmp_path, env=reader(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def copy(tmp_path):
    """A copy of the package with the example mechanism, and its test, as the page has them."""
    shutil.copytree(HOME / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HOME / "scenarios", tmp_path / "scenarios")
    (tmp_path / "tests" / "mechanisms").mkdir(parents=True)
    shutil.copy(HOME / "tests" / "worlds.py", tmp_path / "tests")
    for block in blocks(HOME / "docs" / "adding-a-mechanism.md", "python"):
        (tmp_path / block.file).write_text(block.text, "utf-8")
    return tmp_path


def in_copy(copy, *command, **environment):
    own = {"PYTHONPATH": str(copy), "SEED100_CACHE": str(copy / "cache")}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=copy, env=reader() | own | environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


SEES = """
import numpy as np
from sim.mechanisms import newsletter
from sim.scenario import Settings, explain, json_schema, load

assert "newsletter" in json_schema()["properties"]
assert [row.path for row in explain(Settings())].count("newsletter.every_days") == 1
assert load("base", ["newsletter.every_days=14"]).newsletter.every_days == 14
freshness, pull = np.ones(3, np.float32), np.zeros(3, np.float32)
rows, luck = np.arange(3, dtype=np.int32), np.array([0.1, 0.9, 0.2])
newsletter._read(0, 3, rows, luck, 0.15, np.float32(0.5), 2.0, freshness, pull)
assert freshness.tolist() == [1, 0.5, 0.5] and pull.tolist() == [2, 1, 1]
"""


@pytest.mark.slow
def test_the_example_mechanism_is_seen_everywhere(copy):
    in_copy(copy, "-c", SEES)
    command = ("-m", "sim.cli", "explain", "-s", "newsletter", "--json")
    section = in_copy(copy, *command)
    assert "share of members who open it" in section


@pytest.mark.slow
def test_the_test_of_the_example_mechanism_passes(copy):
    """Uncompiled: compiling every kernel of the copy anew would take longer than the test."""
    command = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/mechanisms")
    assert "2 passed" in in_copy(copy, *command, NUMBA_DISABLE_JIT="1")
