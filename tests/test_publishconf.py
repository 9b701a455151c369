"""publishconf.py: the settings of pelicanconf.py, at the address that the environment names."""

from __future__ import annotations

import runpy
from typing import Any

import pytest

from plugins.settings import SettingsError
from tests.conftest import ROOT


def settings(name: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / name))


@pytest.mark.parametrize("url", ["https://a.github.io", "https://a.github.io/b", " https://a.vn\n"])
def test_the_address(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SITE_URL", url)
    found = settings("publishconf.py")
    assert found["SITE"].url == found["SITEURL"] == url.strip()
    assert settings("pelicanconf.py")["SITEURL"] == "https://example.org"


@pytest.mark.parametrize("url", [None, "", " "])
def test_without_one_all_is_as_in_pelicanconf(
    monkeypatch: pytest.MonkeyPatch, url: str | None
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    if url is not None:
        monkeypatch.setenv("SITE_URL", url)
    found, plain = settings("publishconf.py"), settings("pelicanconf.py")
    assert found["SITE"] == plain["SITE"]
    assert found["SITEURL"] == plain["SITEURL"]
    assert {name for name in plain if name.isupper()} <= found.keys()


@pytest.mark.parametrize("url", ["a.github.io", "https://a.github.io/", "javascript:alert(1)"])
def test_a_wrong_address_ends_the_build_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("SITE_URL", url)
    with pytest.raises(SettingsError, match="“url” "):
        settings("publishconf.py")
