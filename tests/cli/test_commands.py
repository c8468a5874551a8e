"""What each command does to a store and says."""

import json
from pathlib import Path

import pytest

from .conftest import Run

SDL = "type City {\n  name: String! @id\n  size: Int @search\n}\n"
WRONG = "type City {\n\tname: Strin!\n}\n"


@pytest.fixture
def schema(tmp_path: Path) -> str:
    (tmp_path / "city.graphql").write_text(SDL)
    return "city.graphql"


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    (tmp_path / "wrong.graphql").write_text(WRONG)
    return "wrong.graphql"


class TestSchema:
    def test_apply_tells_what_changed(self, run: Run, schema: str, tmp_path: Path) -> None:
        ran = run("schema", "apply", schema, "--store", "cities.db")
        assert ran.status == 0, ran.err
        assert "City" in ran.out
        assert ran.out.endswith("applied to cities.db\n")
        assert (tmp_path / "cities.db").exists()

    def test_apply_again_changes_nothing(self, run: Run, schema: str) -> None:
        run("schema", "apply", schema)
        assert run("schema", "apply", schema).out == "graphwright.db has this schema already\n"

    def test_print_gives_the_text_back(self, run: Run, schema: str) -> None:
        run("schema", "apply", schema)
        assert run("schema", "print").out == SDL
        generated = run("schema", "print", "--generated").out
        assert "input AddCityInput" in generated
        assert "queryCity" in generated

    def test_diff_changes_nothing(self, run: Run, schema: str, tmp_path: Path) -> None:
        run("schema", "apply", schema)
        (tmp_path / "more.graphql").write_text(SDL.replace("}", "  mayor: String\n}"))
        ran = run("schema", "diff", "more.graphql")
        assert ran.status == 0
        assert "mayor" in ran.out
        assert run("schema", "print").out == SDL
        assert run("schema", "diff", schema).out == ""

    def test_validate_needs_no_store(self, run: Run, schema: str, tmp_path: Path) -> None:
        ran = run("schema", "validate", schema)
        assert (ran.status, ran.out) == (0, "city.graphql is valid\n")
        assert [path.name for path in tmp_path.iterdir()] == ["city.graphql"]

    @pytest.mark.parametrize("command", ["apply", "validate", "diff"])
    def test_a_wrong_schema_is_shown_with_its_place(self, command: str, run: Run, schema: str, wrong: str) -> None:
        run("schema", "apply", schema)
        ran = run("schema", command, wrong)
        assert (ran.status, ran.out) == (1, "")
        first, line, caret = ran.err.splitlines()[:3]
        assert first.startswith("wrong.graphql:2:8: ")
        assert "Strin" in first
        assert line == "  \tname: Strin!"
        assert caret == "  \t      ^"
        assert run("schema", "print").out == SDL

    def test_a_schema_from_standard_input(self, run: Run) -> None:
        assert run("schema", "apply", "-", typed=SDL).status == 0
        assert run("schema", "print").out == SDL
        assert run("schema", "validate", "-", typed=WRONG).err.startswith("<standard input>:2:8: ")

    def test_a_file_that_is_not_there(self, run: Run) -> None:
        ran = run("schema", "apply", "nothing.graphql")
        assert (ran.status, ran.err) == (2, "graphwright: there is no file nothing.graphql\n")

    def test_a_file_that_is_no_text(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "city.graphql").write_bytes(b"\xff\xfe")
        assert run("schema", "apply", "city.graphql").err.startswith("graphwright: city.graphql is not UTF-8")

    @pytest.mark.parametrize("words", [["schema", "print"], ["schema", "diff", "city.graphql"], ["query", "{ x }"]])
    def test_a_store_that_is_not_there_is_not_made(
        self, words: list[str], run: Run, schema: str, tmp_path: Path
    ) -> None:
        ran = run(*words, "--store", "nothing.db")
        assert ran.status == 1
        assert ran.err.startswith("graphwright: there is no store nothing.db")
        assert not (tmp_path / "nothing.db").exists()

    def test_a_file_that_is_no_store(self, run: Run, schema: str) -> None:
        ran = run("schema", "print", "--store", schema)
        assert ran.status == 1
        assert ran.err.startswith("graphwright: ")
        assert ran.err.count("\n") == 1
        assert Path(schema).read_text() == SDL


class TestQuery:
    ADD = 'mutation { addCity(input: [{name: "Köln", size: 1}, {name: "Rome", size: 3}]) { numUids } }'

    @pytest.fixture(autouse=True)
    def _cities(self, run: Run, schema: str) -> None:
        run("schema", "apply", schema)
        assert run("query", self.ADD).status == 0

    def test_a_query_in_a_word(self, run: Run) -> None:
        ran = run("query", "{ queryCity(order: {asc: name}) { name } }")
        assert ran.status == 0
        assert json.loads(ran.out) == {"data": {"queryCity": [{"name": "Köln"}, {"name": "Rome"}]}}
        assert '      {\n        "name": "Köln"' in ran.out

    def test_a_query_in_a_file_or_typed(self, run: Run, tmp_path: Path) -> None:
        text = "query A { queryCity(filter: {size: {gt: 2}}) { name } } query B { aggregateCity { count } }"
        (tmp_path / "cities.query").write_text(text)
        expected = {"data": {"aggregateCity": {"count": 2}}}
        assert json.loads(run("query", "cities.query", "--operation", "B").out) == expected
        assert json.loads(run("query", "-", "--operation", "B", typed=text).out) == expected
        assert json.loads(run("query", "--operation", "B", typed=text).out) == expected

    def test_variables(self, run: Run) -> None:
        query = "query($name: String!) { getCity(name: $name) { size } }"
        ran = run("query", query, "--variables", '{"name": "Rome"}')
        assert json.loads(ran.out) == {"data": {"getCity": {"size": 3}}}

    @pytest.mark.parametrize("text", ["{", "[]", "1"])
    def test_variables_that_are_none(self, text: str, run: Run) -> None:
        ran = run("query", "{ queryCity { name } }", "--variables", text)
        assert ran.status == 2
        assert ran.err.startswith("graphwright: --variables ")

    def test_errors_are_printed_with_the_answer(self, run: Run) -> None:
        ran = run("query", "{ queryCity { nam } }")
        assert ran.status == 1
        assert "nam" in json.loads(ran.out)["errors"][0]["message"]

    def test_a_text_that_cannot_be_the_name_of_a_file(self, run: Run) -> None:
        assert run("query", "{ queryCity { name } }" + " " * 5_000).status == 0


class TestConfig:
    def test_lists_settings_and_where_they_come_from(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "graphwright.toml").write_text('port = 9000\nstore = "postgresql://me:secret@host/films"\n')
        monkeypatch.setenv("GRAPHWRIGHT_PORT", "9001")
        ran = run("config")
        lines = {line.split()[0]: line for line in ran.out.splitlines()}
        assert lines["port"].split()[1:3] == ["9001", "environment"]
        assert lines["store"].split()[1:3] == ["postgresql://me:********@host/films", "file"]
        assert lines["workers"].split()[1:3] == ["1", "default"]
        assert "GRAPHWRIGHT_HOST" in lines["host"]
        assert "secret" not in ran.out

    def test_a_wrong_value_is_a_clear_line(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GRAPHWRIGHT_PORT", "http")
        ran = run("config")
        assert ran.status == 2
        assert ran.err == "graphwright: GRAPHWRIGHT_PORT must be a whole number from 0 to 65535, not 'http'\n"

    def test_a_variable_without_effect_is_warned_of(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GRAPHWRIGHT_PROT", "1")
        ran = run("config")
        assert ran.status == 0
        assert ran.err.startswith("graphwright: warning: the environment variable GRAPHWRIGHT_PROT")

    def test_flags_win(self, run: Run, schema: str, tmp_path: Path) -> None:
        (tmp_path / "graphwright.toml").write_text('store = "file.db"\n')
        assert run("schema", "apply", schema).out.endswith("applied to file.db\n")
        assert run("schema", "apply", schema, "--store", "flag.db").out.endswith("applied to flag.db\n")


def test_version(run: Run) -> None:
    ran = run("version")
    assert ran.status == 0
    assert ran.out.startswith("graphwright 0.")


@pytest.mark.parametrize("words", [["nothing"], ["schema", "nothing"], ["serve", "--nothing"], ["schema", "apply"]])
def test_wrong_words(words: list[str], run: Run) -> None:
    ran = run(*words)
    assert ran.status == 2
    assert "Usage: graphwright" in ran.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["serve", "--port", "70000"], "--port must be a whole number from 0 to 65535, not 70000"),
        (["serve", "--workers", "0"], "--workers must be a whole number from 1 to 256, not 0"),
        (["serve", "--log-level", "loud"], "--log-level must be one of debug, info, warning, error, not 'loud'"),
        (["serve", "--schema", "nothing.graphql"], "there is no file nothing.graphql"),
        (["dev", "nothing.graphql"], "there is no file nothing.graphql"),
        (["load"], "name the files to load"),
        (["load", "nothing.rdf"], "there is no file nothing.rdf"),
        (["load", "--on-error", "weep", "--resume"], "--on-error must be stop or skip, not weep"),
        (["load", "--duplicates", "burn", "--resume"], "--duplicates must be stop or keep, not burn"),
        (["load", "--resume", "--undo"], "--resume and --undo exclude each other"),
    ],
)
def test_wrong_values(words: list[str], message: str, run: Run, tmp_path: Path) -> None:
    ran = run(*words)
    assert (ran.status, ran.err) == (2, f"graphwright: {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_help_names_every_command(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    for command in ("serve", "dev", "schema", "load", "query", "config", "version"):
        assert f"\n  {command} " in ran.out
    for command in ("apply", "validate", "print", "diff"):
        assert f"\n  {command} " in run("schema", "--help").out
