"""Names of saved pictures: a template gives them, and nothing that a camera says leads out of the folder."""

from __future__ import annotations

from datetime import datetime

import pytest

from rpc_camera.tethering.names import (
    DEFAULT_TEMPLATE,
    NameFields,
    SavedName,
    Template,
    TemplateError,
    safe,
    split_original,
)

TAKEN = datetime(2026, 11, 24, 7, 5, 9)  # noqa: DTZ001 - a camera's clock


def named(template: str, filename: str = "DSC_0006.JPG", camera: str = "z-5-1", counter: int = 7) -> str:
    stem, ext = split_original(filename)
    name = Template(template).name(NameFields(camera, counter, stem, TAKEN), ext)
    return "/".join((*name.folders, name.file(0)))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (DEFAULT_TEMPLATE, "z-5-1/2026-11-24/DSC_0006.JPG"),
        ("{original}", "DSC_0006.JPG"),
        ("{counter:05}", "00007.JPG"),
        ("{counter}.{ext}", "7.JPG"),
        ("%Y/%H%M%S_{stem}", "2026/070509_DSC_0006.JPG"),
        ("{ext}/{camera}-{counter:3}", "JPG/z-5-1-  7.JPG"),
        ("100%%/{{{stem}}}", "100%/{DSC_0006}.JPG"),
        ("%y%j-%b-%B-%a-%A-%I%p/{counter:d}", "26328-Nov-November-Tue-Tuesday-07AM/7.JPG"),
        ("{stem}.JPG", "DSC_0006.JPG.JPG"),
        ("{ext}-{stem}", "JPG-DSC_0006"),
        ("x" * 500, "x" * 239 + ".JPG"),
        ("a/" * 15 + "b", "a/" * 15 + "b.JPG"),
    ],
)
def test_a_template_is_filled_in(template: str, expected: str) -> None:
    assert named(template) == expected


@pytest.mark.parametrize(
    "template",
    [
        *("", "/etc/{original}", "../{original}", "a/../{original}", "a//{original}", "./{original}", "{original}/"),
        *(".hidden/{original}", "a\\{original}", "a\0{original}", "a\n{original}", "x" * 501, "a/" * 17 + "b"),
        *("{nothing}", "{0}", "{}", "{camera.__class__}", "{camera[0]}", "{camera!r}", "{camera:>99}", "{counter:/}"),
        *("{counter:999999}", "{counter", "counter}", "%Q", "100%", "%{counter}", "{original:s}"),
        *("%X", "{camera:5}", "a/" * 16 + "b"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_what_is_allowed(template: str) -> None:
    with pytest.raises(TemplateError, match=r"no template for names: .* It takes \{camera\}, \{label\}, \{place\}"):
        Template(template)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("x" * 501, f"{'x' * 80!r} is no template for names: it has to have 1 to 500 characters."),
        ("", "it has to have 1 to 500 characters"),
        ("a/" * 16 + "b", "it has more than 15 folders"),
        ("a/./b", "it has to be relative, without empty parts, '.' or '..'"),
        (".a/b", "no part of it may begin with a dot"),
        ("a\\b", "it has a backslash or a control character in it"),
        ("{counter", "its braces do not match (expected '}'"),
        ("%Q", "'%Q' is no part of a time that it takes; write %% for a percent sign"),
        ("{film}", "there is no field {film}"),
        ("{stem:9}", "{stem} cannot be formatted like that"),
    ],
)
def test_the_refusal_of_a_template_says_why(template: str, words: str) -> None:
    with pytest.raises(TemplateError) as refused:
        Template(template)

    assert words in str(refused.value)


@pytest.mark.parametrize(
    "hostile",
    [
        *("..", ".", "../../etc/passwd", "/etc/passwd", "a\0b.JPG", "a\nb.JPG", "..\\..\\x.JPG", ".ssh", "~root", ""),
        *(
            "\udc80.JPG",
            "\u202egpj.exe",
            "x" * 5000 + ".JPG",
            "é" * 300 + ".NEF",
            "a." + "x" * 5000,
            " ",
            "...",
            "%Y{stem}",
        ),
    ],
)
@pytest.mark.parametrize("template", [DEFAULT_TEMPLATE, "{original}", "{stem}/{ext}/{camera}", "{stem}{stem}.{ext}"])
def test_no_name_that_a_camera_gives_leads_out_of_the_folder(hostile: str, template: str) -> None:
    path = named(template, hostile, hostile)

    parts = path.split("/")
    assert len(parts) == template.count("/") + 1
    for part in parts:
        assert part
        assert not part.startswith(".")
        assert part.isprintable()
        assert len(part.encode()) <= 255 - (10 if part is parts[-1] else 0)


def test_the_counter_for_a_clash_comes_before_the_extension() -> None:
    assert SavedName((), "DSC_0006", ".JPG").file(2) == "DSC_0006-2.JPG"
    assert SavedName((), "DSC_0006", "").file(1) == "DSC_0006-1"


def test_what_other_systems_do_not_take_is_replaced() -> None:
    assert safe('a:b*c?"<>|d. ') == "a_b_c_____d"
    assert safe("X-ray, 100% (éX) [1]") == "X-ray, 100% (éX) [1]"


@pytest.mark.parametrize(
    ("text", "expected"), [("~root", "_root"), (".ssh", "_ssh"), ("a.X", "a.X"), ("...", "_"), ("x" * 300, "x" * 255)]
)
def test_a_part_of_a_path_is_neither_hidden_nor_empty_nor_too_long(text: str, expected: str) -> None:
    assert safe(text) == expected


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("DSC_0006.NEF", ("DSC_0006", "NEF")),
        ("DSC_0006", ("DSC_0006", "")),
        ("DSC_0006.", ("DSC_0006", "")),
        (".JPG", ("_JPG", "")),
        ("a.b.JPG", ("a.b", "JPG")),
        ("a." + "x" * 40, ("a", "x" * 32)),
    ],
)
def test_an_extension_is_what_stands_behind_the_last_dot_of_a_name(filename: str, expected: tuple[str, str]) -> None:
    assert split_original(filename) == expected


@pytest.mark.parametrize(
    ("label", "folder"),
    [
        (None, "z-5-1"),
        ("left", "left"),
        ("row 3: left?", "row 3_ left_"),
        ("..", "_"),
        (".hidden", "_hidden"),
        ("~", "_"),
        ("a\\b.. ", "a_b"),
        ("\N{CJK UNIFIED IDEOGRAPH-5DE6}" * 64, "\N{CJK UNIFIED IDEOGRAPH-5DE6}" * 64),
        ("\N{CINEMA}" * 64, "\N{CINEMA}" * 63),
    ],
)
def test_a_label_makes_a_safe_folder_and_the_id_stands_in_for_it(label: str | None, folder: str) -> None:
    picture = NameFields("z-5-1", 7, "DSC_0006", TAKEN, label)

    assert Template("{label}/{original}").name(picture, "JPG").folders == (folder,)


@pytest.mark.parametrize(
    ("label", "place", "folders"),
    [
        (None, None, ("z-5-1", "z-5-1")),
        ("left", None, ("left", "left")),
        (None, "row 3", ("row 3", "z-5-1")),
        ("left", "../row/3", ("_._row_3", "left")),
        ("left", "..", ("_", "left")),
    ],
)
def test_without_a_place_the_label_stands_in_for_it_and_without_that_the_id(
    label: str | None, place: str | None, folders: tuple[str, ...]
) -> None:
    picture = NameFields("z-5-1", 7, "DSC_0006", TAKEN, label, place)

    assert Template("{place}/{label}/{original}").name(picture, "JPG").folders == folders


def test_a_file_without_an_extension_gets_none() -> None:
    picture = NameFields("z-5-1", 7, "DSC_0006", TAKEN)

    assert Template("{original}").name(picture, "") == SavedName((), "DSC_0006", "")
    assert Template("{original}").name(picture, "NEF") == SavedName((), "DSC_0006", ".NEF")
    assert Template("{ext}-{stem}.{ext}").name(picture, "") == SavedName((), "-DSC_0006", "")
