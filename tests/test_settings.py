"""Settings are checked when they load: all mistakes at once, in plain words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.settings import SettingsError, SiteSettings, site_settings
from plugins.values import names_of, replace

RIGHT: dict[str, Any] = {
    "name": "Thư viện",
    "url": "https://example.org",
    "categories": ["Tin hoạt động", "Thông báo"],
}


def mistakes(**values: Any) -> tuple[str, ...]:
    """What is wrong with the right settings once `values` are put in."""
    with pytest.raises(SettingsError) as caught:
        site_settings(**RIGHT | values)
    return caught.value.mistakes


@pytest.mark.parametrize(
    ("values", "mistake"),
    [
        ({"name": ""}, "“name” không được để trống (đang là '')"),
        ({"name": 3}, "“name” phải là một dòng chữ trong dấu nháy, không phải 3"),
        ({"url": "example.org"}, "“url” phải là địa chỉ như https://example.org"),
        ({"url": "ftp://example.org"}, "“url” phải là địa chỉ"),
        ({"url": "https:///a"}, "“url” phải là địa chỉ"),
        ({"url": "https://[x"}, "“url” phải là địa chỉ"),
        ({"url": "https://example.org/?a=1"}, "“url” phải là địa chỉ"),
        ({"url": "https://example.org/"}, "“url” không có dấu / ở cuối"),
        ({"categories": []}, "“categories” cần ít nhất một chuyên mục"),
        ({"categories": "Tin"}, "“categories” phải là một danh sách dòng chữ, không phải 'Tin'"),
        ({"categories": ["Tin", "tin"]}, "“categories” các chuyên mục phải có tên khác nhau"),
        ({"categories": ["…"]}, "“categories” các chuyên mục phải có tên khác nhau"),
        ({"categories": ["Tin", 2]}, "“categories” phải là một danh sách dòng chữ"),
        ({"categories": ["Tin  tức"]}, "“categories” không được có dấu cách thừa"),
        ({"categories": ["Tin tu\u031b\u0301c"]}, "“categories” không được có dấu cách thừa, và"),
        ({"timezone": "Yên Bái"}, "“timezone” không phải tên múi giờ"),
        ({"timezone": "../etc/passwd"}, "“timezone” không phải tên múi giờ"),
        ({"timezone": ""}, "“timezone” không phải tên múi giờ"),
        ({"holidays": "Việt Nam"}, "“holidays” phải là mã ISO 3166 của một nước hay vùng"),
        ({"holidays": "vn"}, "“holidays” phải là mã ISO 3166 của một nước hay vùng"),
        ({"holidays": "GB-"}, "“holidays” phải là mã ISO 3166 của một nước hay vùng"),
        ({"holidays": None}, "“holidays” phải là một dòng chữ trong dấu nháy, không phải None"),
        ({"menu": [("Tin", "/tin-tuc/")]}, "“menu” mỗi mục cần tên và địa chỉ"),
        ({"menu": [("Tin", "javascript://a/%0aalert(1)")]}, "“menu” mỗi mục cần tên và địa chỉ"),
        ({"menu": [("Tin", "\\example.com/")]}, "“menu” mỗi mục cần tên và địa chỉ"),
        ({"menu": [("Tin\n", "tin-tuc/")]}, "“menu” có ký tự ẩn hoặc xuống dòng"),
        ({"name": "Thư\x00viện"}, "“name” có ký tự ẩn hoặc xuống dòng: xóa rồi gõ lại"),
        ({"hours": ["8 giờ\n9 giờ"]}, "“hours” có ký tự ẩn hoặc xuống dòng"),
        ({"menu": [("", "tin-tuc/")]}, "“menu” mỗi mục cần tên và địa chỉ"),
        ({"menu": [("Tin",)]}, "“menu” phải là một danh sách cặp (tên, địa chỉ)"),
        ({"hours": "8 giờ"}, "“hours” phải là một danh sách dòng chữ"),
        ({"accent": ("red", "#000000")}, "“accent” màu viết như #7a1f1f"),
        ({"accent": "#000000"}, "“accent” phải là một cặp màu hoặc None"),
        ({"posts_per_page": 0}, "“posts_per_page” phải từ 1 đến 500 (đang là 0)"),
        ({"posts_per_page": 501}, "“posts_per_page” phải từ 1 đến 500"),
        ({"posts_per_page": "20"}, "“posts_per_page” phải là một số nguyên, không phải '20'"),
        ({"posts_per_page": True}, "“posts_per_page” phải là một số nguyên, không phải True"),
        ({"newest_on_home": 0}, "“newest_on_home” phải từ 1 đến 50"),
        ({"section_on_home": -1}, "“section_on_home” phải từ 0 đến 50"),
        ({"photo_widths": []}, "“photo_widths” cần ít nhất một chiều rộng"),
        ({"photo_widths": [960, 480]}, "“photo_widths” phải tăng dần"),
        ({"photo_widths": [480, 480]}, "“photo_widths” phải tăng dần"),
        ({"photo_widths": [8]}, "“photo_widths” phải tăng dần, không trùng, từ 16 đến 8192"),
        ({"photo_formats": ["webp"]}, "“photo_formats” phải có jpeg"),
        ({"photo_formats": ["jpeg", "gif"]}, "“photo_formats” chỉ chọn trong: avif, webp, jpeg"),
        ({"photo_formats": ["jpeg", "jpeg"]}, "“photo_formats” chỉ chọn trong: avif, webp, jpeg"),
        ({"avif_quality": 0}, "“avif_quality” phải từ 1 đến 95"),
        ({"webp_quality": "76"}, "“webp_quality” phải là một số nguyên, không phải '76'"),
        ({"jpeg_quality": 96}, "“jpeg_quality” phải từ 1 đến 95"),
        ({"photo_quality": 80}, "không có thiết lập “photo_quality”; có phải “"),
        ({"alt_required": 1}, "“alt_required” phải là True hoặc False, không phải 1"),
        ({"visit_source": "awstats"}, "“visit_source” chỉ chọn trong: none, snapshot, log, "),
        ({"visit_source": "json"}, "visit_source='json' cần thêm “visit_address”"),
        ({"visit_source": "goatcounter"}, "visit_source='goatcounter' cần thêm “visit_address”"),
        (
            {"visit_address": "https://a.example"},
            "“visit_address” chỉ dùng khi visit_source là goatcounter hoặc json",
        ),
        (
            {"visit_source": "json", "visit_address": "https://a.example/"},
            "“visit_address” phải là địa chỉ như",
        ),
        *(
            (
                {"visit_source": "json", "visit_address": address},
                "“visit_address” phải là địa chỉ như",
            )
            for address in (
                "a.example",
                "https://đếm.example",
                "https://a.example;b.example/x",
                "https://a.example/ x",
                "https://me@a.example",
                "https://a.example/x?y",
            )
        ),
        ({"visits_before": -1}, "“visits_before” không được âm"),
        ({"visits_from": "1/3/2021"}, "“visits_from” phải là ngày viết như 2021-03-01"),
        ({"visits_from": "20210301"}, "“visits_from” phải là ngày viết như 2021-03-01"),
        ({"visit_days_open": 2}, "“visit_days_open” phải từ 3 đến 60"),
        ({"privacy_page": "trang/rieng-tu.md"}, "“privacy_page” phải là tên tệp trong"),
        ({"workers": -1}, "“workers” phải từ 0 đến 256"),
        ({"nmae": "x"}, "không có thiết lập “nmae”; có phải “name”?"),
        ({"màu mè": "x"}, "không có thiết lập “màu mè”"),
    ],
    ids=str,
)
def test_a_mistake(values: dict[str, Any], mistake: str) -> None:
    (found,) = mistakes(**values)
    assert found.startswith(mistake)


def test_all_mistakes_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        site_settings(url="https://example.org/", hours=8, workers=999, kategories=["Tin"])
    assert caught.value.mistakes == (
        "không có thiết lập “kategories”; có phải “categories”?",
        "thiếu thiết lập “name”",
        "thiếu thiết lập “categories”",
        "“hours” phải là một danh sách dòng chữ, không phải 8",
        "“url” không có dấu / ở cuối (đang là 'https://example.org/')",
        "“workers” phải từ 0 đến 256 (đang là 999)",
    )
    message = str(caught.value)
    assert message.startswith("Thiết lập trong pelicanconf.py chưa đúng:\n  - ")
    assert message.count("\n  - ") == 6


def test_publishing_changes_are_checked_too() -> None:
    settings = site_settings(**RIGHT)
    assert replace(settings, url="https://a.vn").url == "https://a.vn"
    with pytest.raises(SettingsError):
        replace(settings, url="a.vn")


def test_settings_are_frozen_values() -> None:
    settings = site_settings(**RIGHT, menu=[["Tin tức", "tin-tuc/"]], hours=["8 giờ"])
    assert settings.menu == (("Tin tức", "tin-tuc/"),)
    assert settings.categories == ("Tin hoạt động", "Thông báo")
    assert hash(settings) == hash(
        site_settings(**RIGHT, menu=[("Tin tức", "tin-tuc/")], hours=["8 giờ"])
    )
    with pytest.raises(AttributeError, match="immutable"):
        settings.name = "Khác"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://example.org", ""),
        ("http://localhost:8000", ""),
        ("https://example.org/thu-vien", "/thu-vien"),
        ("https://example.org/a/b", "/a/b"),
    ],
)
def test_base_path(url: str, base: str) -> None:
    assert site_settings(**RIGHT | {"url": url}).base_path == base


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(names_of(SiteSettings))


@given(st.dictionaries(NAMES | st.text(max_size=6), VALUES, max_size=4))
def test_any_values_give_settings_or_a_list_of_mistakes(values: dict[str, Any]) -> None:
    found: tuple[str, ...] = ("một",)
    try:
        settings = site_settings(**RIGHT | values)
    except SettingsError as error:
        found = error.mistakes
    else:
        assert settings.zone.key == settings.timezone
    assert found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("url", "address", "origin"),
    [
        ("https://example.org", "", ""),
        ("https://example.org", "https://dem.example/a/b.json", "https://dem.example"),
        ("https://example.org", "https://Dem.Example:8080", "https://dem.example:8080"),
        ("https://example.org/tv", "https://EXAMPLE.org/a.json", ""),
        ("https://example.org", "http://example.org/a.json", "http://example.org"),
    ],
)
def test_the_counters_host_is_named_when_it_is_another(url: str, address: str, origin: str) -> None:
    source = {"visit_source": "json", "visit_address": address} if address else {}
    made = site_settings(name="Thư viện", url=url, categories=["Tin"], **source)
    assert made.visit_origin == origin
