from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from graphwright.config import (
    ABOUT,
    About,
    Origin,
    ResolvedSettings,
    Settings,
    Text,
    environment_name,
    load_settings,
    printable,
)
from graphwright.errors import ConfigError

SECRET = About(help="A key", takes=Text(), is_secret=True)


def load(
    file: Path | None = None, *, flags: dict[str, object] | None = None, environ: dict[str, str] | None = None
) -> ResolvedSettings:
    return load_settings(flags or {}, environ or {}, file)


def settings_file(folder: Path, text: str) -> Path:
    file = folder / "graphwright.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refusal(
    file: Path | None = None, *, flags: dict[str, object] | None = None, environ: dict[str, str] | None = None
) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load(file, flags=flags, environ=environ)
    assert caught.value.code == "CONFIG_INVALID"
    return caught.value


def test_without_any_source_all_is_default() -> None:
    resolved = load()
    assert resolved.settings == Settings()
    assert resolved.settings.store == "graphwright.db"
    assert (resolved.settings.host, resolved.settings.port) == ("127.0.0.1", 8080)
    assert set(resolved.origins.values()) == {Origin.DEFAULT}
    assert resolved.warnings == ()


def test_flag_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    file = settings_file(tmp_path, "port = 1\nworkers = 2\nhost = 'file'\n")
    resolved = load(
        file,
        flags={"port": 3, "workers": None, "schema": Path("films.graphql")},
        environ={"GRAPHWRIGHT_PORT": "4", "GRAPHWRIGHT_WORKERS": "5"},
    )
    assert resolved.settings == Settings(port=3, workers=5, host="file", schema=Path("films.graphql"))
    assert dict(resolved.origins) == {
        "store": "default",
        "read_store": "default",
        "read_connections": "default",
        "statement_timeout_ms": "default",
        "schema": "flag",
        "host": "file",
        "port": "flag",
        "grpc_port": "default",
        "internal_address": "default",
        "tls_cert": "default",
        "tls_key": "default",
        "tls_client_ca": "default",
        "workers": "environment",
        "strict_dgraph": "default",
        "lambda_url": "default",
        "anonymous": "default",
        "audit": "default",
        "log_level": "default",
        "log_format": "default",
    }


def test_a_flag_that_says_no_beats_a_yes_elsewhere() -> None:
    resolved = load(flags={"strict_dgraph": False}, environ={"GRAPHWRIGHT_STRICT_DGRAPH": "true"})
    assert resolved.settings.strict_dgraph is False
    assert resolved.origins["strict_dgraph"] == Origin.FLAG


@pytest.mark.parametrize("text", ["true", "TRUE", "1"])
def test_yes_in_the_environment(text: str) -> None:
    assert load(environ={"GRAPHWRIGHT_STRICT_DGRAPH": text}).settings.strict_dgraph is True


def test_every_setting_is_taken_from_the_environment_and_from_a_file(tmp_path: Path) -> None:
    wanted = Settings(
        store="films.db",
        read_store="postgresql://replica/films",
        read_connections=3,
        statement_timeout_ms=500,
        schema=Path("films.graphql"),
        host="::1",
        port=0,
        grpc_port=9080,
        internal_address="10.0.0.5:9700",
        tls_cert=Path("server.crt"),
        tls_key=Path("server.key"),
        tls_client_ca=Path("clients.crt"),
        workers=256,
        strict_dgraph=True,
        lambda_url="http://127.0.0.1:8686/graphql-worker",
        anonymous="deny",
        audit=Path("audit.jsonl"),
        log_level="debug",
        log_format="json",
    )
    given = {name: str(value) for name, value in dataclasses.asdict(wanted).items()}
    assert load(environ={environment_name(name): text for name, text in given.items()}).settings == wanted
    in_toml = {
        name: text.lower()
        if name in {"port", "grpc_port", "workers", "strict_dgraph", "read_connections", "statement_timeout_ms"}
        else f"'{text}'"
        for name, text in given.items()
    }
    file = settings_file(tmp_path, "".join(f"{name} = {text}\n" for name, text in in_toml.items()))
    assert load(file).settings == wanted


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load(environ={"GRAPHWRIGHT_PORT": "", "GRAPHWRIGHT_STORE": ""}).settings == Settings()


@pytest.mark.parametrize(
    ("variable", "text", "expected"),
    [
        ("GRAPHWRIGHT_PORT", "http", "GRAPHWRIGHT_PORT must be a whole number from 0 to 65535, not 'http'"),
        ("GRAPHWRIGHT_PORT", "65536", "GRAPHWRIGHT_PORT must be a whole number from 0 to 65535, not 65536"),
        ("GRAPHWRIGHT_PORT", "8_080", "GRAPHWRIGHT_PORT must be a whole number from 0 to 65535, not '8_080'"),
        ("GRAPHWRIGHT_WORKERS", "0", "GRAPHWRIGHT_WORKERS must be a whole number from 1 to 256, not 0"),
        ("GRAPHWRIGHT_STRICT_DGRAPH", "maybe", "GRAPHWRIGHT_STRICT_DGRAPH must be true or false, not 'maybe'"),
        ("GRAPHWRIGHT_LOG_FORMAT", "xml", "GRAPHWRIGHT_LOG_FORMAT must be one of console, json, not 'xml'"),
    ],
)
def test_a_variable_of_the_wrong_type_is_refused(variable: str, text: str, expected: str) -> None:
    assert refusal(environ={variable: text}).message == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("port = '8080'", "port must be a whole number from 0 to 65535, not '8080'"),
        ("port = true", "port must be a whole number from 0 to 65535, not True"),
        ("strict_dgraph = 1", "strict_dgraph must be true or false, not 1"),
        ("store = 3", "store must be a text that is not empty, not 3"),
        ("schema = ''", "schema must be a text that is not empty, not ''"),
        ("log_level = []", "log_level must be one of debug, info, warning, error, not []"),
    ],
)
def test_a_wrong_type_in_the_file_is_refused_with_its_line(tmp_path: Path, line: str, expected: str) -> None:
    file = settings_file(tmp_path, f"# ours\n\n{line}\n")
    error = refusal(file)
    assert error.message == f"{file}, line 3: {expected}"
    assert error.line == 3


def test_a_flag_out_of_range_is_refused_by_its_name() -> None:
    assert refusal(flags={"workers": -1}).message == "--workers must be a whole number from 1 to 256, not -1"
    assert refusal(flags={"log_level": "loud"}).message.startswith("--log-level must be one of debug,")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("prot = 1", 1, "prot is not a setting; did you mean port?"),
        ("port = 1\n  strict-dgraph = true", 2, "strict-dgraph is not a setting; did you mean strict_dgraph?"),
        ("port = 1\n[server]\nhost = 'a'", 2, "server is not a setting"),
        ("server.host = 'a'", 1, "server is not a setting"),
        ("'qqq' = 1", 1, "qqq is not a setting; `graphwright config` lists all settings"),
    ],
)
def test_an_unknown_key_in_the_file_is_refused(tmp_path: Path, text: str, line: int, expected: str) -> None:
    file = settings_file(tmp_path, text)
    error = refusal(file)
    assert error.message.startswith(f"{file}, line {line}: {expected}")
    assert error.line == line


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    missing = tmp_path / "missing.toml"
    assert refusal(missing).message == f"cannot read the settings file {missing}: No such file or directory"
    assert refusal(tmp_path).message.startswith(f"cannot read the settings file {tmp_path}: ")


@pytest.mark.parametrize("content", [b"port = = 1", b"host = '\xff'", b"port = " + b"9" * 5_000])
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "graphwright.toml"
    file.write_bytes(content)
    assert refusal(file).message.startswith(f"{file} is not valid TOML: ")


def test_unknown_variables_are_warned_of_but_not_those_of_the_tests() -> None:
    environ = {"GRAPHWRIGHT_TEST_POSTGRES": "x", "GRAPHWRIGHT_PROT": "1", "GRAPHWRIGHT_ABC": "1", "OTHER": "1"}
    unlike_any, like_port = load(environ=environ).warnings
    no_effect = "is not a setting and has no effect"
    assert unlike_any == (
        f"the environment variable GRAPHWRIGHT_ABC {no_effect}; `graphwright config` lists all settings"
    )
    assert like_port == (f"the environment variable GRAPHWRIGHT_PROT {no_effect}; did you mean GRAPHWRIGHT_PORT?")


def test_lines_list_every_setting_with_value_origin_and_help() -> None:
    lines = load(flags={"strict_dgraph": True}).lines()
    assert [line.name for line in lines] == [entry.name for entry in dataclasses.fields(Settings)]
    shown = {line.name: (line.value, line.origin) for line in lines}
    assert shown["strict_dgraph"] == ("true", Origin.FLAG)
    assert shown["schema"] == ("", Origin.DEFAULT)
    assert shown["port"] == ("8080", Origin.DEFAULT)
    assert all(line.help and "\n" not in line.help for line in lines)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("postgresql://ada:pass@host/films", "postgresql://ada:********@host/films"),
        ("postgresql://ada:p@ss/w:rd@host/films", "postgresql://ada:********@host/films"),
        ("postgresql://host/films?user=ada&password=pass", "postgresql://host/films?user=ada&password=********"),
        ("postgresql://ada@host/films", "postgresql://ada@host/films"),
        ("postgresql://host:5432/films", "postgresql://host:5432/films"),
        ("films:2.db", "films:2.db"),
    ],
)
def test_passwords_in_a_store_url_are_masked(value: str, expected: str) -> None:
    assert printable(value, ABOUT["store"]) == expected
    assert load(flags={"store": value}).lines()[0].value == expected


def test_secret_settings_are_masked_whole_and_shown_as_absent_when_absent() -> None:
    assert printable("key", SECRET) == "********"
    assert printable(None, SECRET) == ""


@pytest.mark.parametrize("name", ABOUT)
def test_every_default_is_a_value_that_its_setting_takes(name: str) -> None:
    default = getattr(Settings(), name)
    assert getattr(load(flags={name: default}).settings, name) == default
