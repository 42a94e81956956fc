"""Words into a Word file: {word} anywhere, {list.word} in a row or paragraph that repeats, {?word}
that takes its paragraph away when blank. One pass: what was filled in is never read again.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, NamedTuple

from perut_cli.render.papers.package import FILLED, parsed

_HOLE = re.compile(r"\{(\??)([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\}")
_BROKEN = re.compile(r"\{[^{}]{0,80}\}?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Node = Any
"""A node of minidom, which has no types of its own."""


class Words(NamedTuple):
    """What a paper may say: texts by word, and lists of such texts by their name. `names` has the
    other names of words and lists, such as the Indonesian ones, with what they stand for; those of
    a list's words stand behind its name, as in `actions.tenggat`.
    """

    texts: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]]
    of_lists: Mapping[str, Sequence[str]]
    names: Mapping[str, str]


class Unknown(NamedTuple):
    """A placeholder that names no word, as it was written, and the nearest that does."""

    placeholder: str
    nearest: str


def faults(parts: Mapping[str, bytes], words: Words) -> list[Unknown]:
    """Every placeholder of a template that can't be filled, each once, in the order of reading."""
    unknown: dict[str, Unknown] = {}
    for part, data in parts.items():
        if FILLED.fullmatch(part):
            tree = parsed(data, part)
            for paragraph in tree.getElementsByTagName("w:p"):
                said = _said(_texts(paragraph))
                for fault in (*_faults_of(said, words), *_two_lists(said, words)):
                    unknown.setdefault(fault.placeholder, fault)
            for row in tree.getElementsByTagName("w:tr"):
                for fault in _two_lists(_own_text(row), words):
                    unknown.setdefault(fault.placeholder, fault)
            tree.unlink()
    return list(unknown.values())


def fill(parts: Mapping[str, bytes], words: Words) -> dict[str, bytes]:
    """The parts with their words filled in; `faults` must have found none."""
    filled = dict(parts)
    for part, data in parts.items():
        if FILLED.fullmatch(part):
            tree = parsed(data, part)
            _filled(tree, words)
            filled[part] = tree.toxml(encoding="UTF-8", standalone=True)
            tree.unlink()
    return filled


def _faults_of(text: str, words: Words) -> Iterator[Unknown]:
    for hole in _BROKEN.finditer(text):
        whole = _HOLE.fullmatch(hole[0])
        if whole is None:
            yield Unknown(hole[0], _nearest(hole[0].strip("{?} "), words))
        elif not _known(whole, words):
            yield Unknown(hole[0], _nearest(hole[0].strip("{?}"), words))


def _two_lists(text: str, words: Words) -> Iterator[Unknown]:
    """The lists that one row or paragraph names, where they are several."""
    named = _lists_in(text, words)
    if len(named) > 1:
        yield Unknown("{" + ".…} {".join(sorted(named)) + ".…}", "")


def _known(hole: re.Match[str], words: Words) -> bool:
    first = _name(hole[2], words)
    if hole[3] is None:
        return first in words.texts
    return _of_list(first, hole[3], words) in words.of_lists.get(first, ())


def _name(written: str, words: Words) -> str:
    return written if written in words.texts else words.names.get(written, written)


def _of_list(name: str, written: str, words: Words) -> str:
    """A word of a list in English; a word of the list itself wins over another of that name."""
    if written in words.of_lists.get(name, ()):
        return written
    return words.names.get(f"{name}.{written}", written)


def _nearest(written: str, words: Words) -> str:
    known = [
        *words.texts,
        *(name for name, meant in words.names.items() if meant in words.texts and "." not in name),
    ]
    known += [f"{name}.{word}" for name, own in words.of_lists.items() for word in own]
    lists = {meant: name for name, meant in words.names.items() if meant in words.of_lists}
    known += [
        f"{lists.get(named, named)}.{word}"
        for named, dot, word in (name.partition(".") for name in words.names)
        if dot
    ]
    near = get_close_matches(written.lower(), known, 1, 0.5)
    return "{" + near[0] + "}" if near else ""


def _filled(tree: Node, words: Words) -> None:
    # Rows first, inner ones before those around them: one that repeats takes its paragraphs along.
    for row in reversed(list(tree.getElementsByTagName("w:tr"))):
        _repeat(row, _own_text(row), words)
    for paragraph in list(tree.getElementsByTagName("w:p")):
        if paragraph.hasAttribute(_DONE):
            continue
        text = _said(_texts(paragraph))
        if "{" in text:
            _repeat(paragraph, text, words)
    for paragraph in list(tree.getElementsByTagName("w:p")):
        if paragraph.hasAttribute(_DONE):
            paragraph.removeAttribute(_DONE)
        else:
            _write(paragraph, lambda hole: words.texts[_name(hole[2], words)])


_DONE = "filled"

_KEPT = 2
"""How many last lines of a list stay with what follows, where the template keeps its line."""

_JOINT: tuple[tuple[str, dict[str, str]], ...] = (
    ("w:keepNext", {}),
    ("w:spacing", {"w:before": "0", "w:after": "0", "w:line": "20", "w:lineRule": "exact"}),
)
"""Properties of the hidden paragraph between two tables that shall stay two."""


def _kept(node: Node) -> bool:
    return bool(node.getElementsByTagName("w:keepNext"))


def _let_go(node: Node) -> None:
    """Let a page end after a line that the template keeps with the next."""
    for mark in list(node.getElementsByTagName("w:keepNext")):
        mark.parentNode.removeChild(mark)


def _let_end(row: Node) -> None:
    """Make of a long table's last rows, from this one on, a table of its own that is kept with what
    follows: LibreOffice keeps a table only as a whole.
    """
    table = row.parentNode
    last = table.cloneNode(deep=False)
    for name in ("w:tblPr", "w:tblGrid"):
        for one in _children(table, name):
            last.appendChild(one.cloneNode(deep=True))
    rows = _children(table, "w:tr")
    for one in rows[rows.index(row) :]:
        last.appendChild(one)
    place = table.nextSibling
    table.parentNode.insertBefore(_joint(table.ownerDocument), place)
    table.parentNode.insertBefore(last, place)


def _joint(document: Node) -> Node:
    """A hidden paragraph without height: neither office program makes one of two tables then."""

    def made(name: str, within: Node, attributes: Mapping[str, str] = MappingProxyType({})) -> Node:
        element = within.appendChild(document.createElement(name))
        for key, value in attributes.items():
            element.setAttribute(key, value)
        return element

    paragraph = document.createElement("w:p")
    properties = made("w:pPr", paragraph)
    for name, attributes in _JOINT:
        made(name, properties, attributes)
    look = made("w:rPr", properties)
    made("w:vanish", look)
    made("w:sz", look, {"w:val": "2"})
    return paragraph


def _repeat(node: Node, text: str, words: Words) -> None:
    """A row or paragraph that names a list, once for each of its records."""
    named = _lists_in(text, words)
    if not named or node.parentNode is None:
        return
    (name,) = named
    parent, copies = node.parentNode, []
    # A table without a line says so by one of dashes.
    nothing = [dict.fromkeys(words.of_lists[name], "-")] if node.tagName == "w:tr" else []
    records = words.lists.get(name) or nothing
    for place, record in enumerate(records, 1):
        copy = node.cloneNode(deep=True)
        if place <= len(records) - _KEPT:
            _let_go(copy)
        parent.insertBefore(copy, node)
        copies.append(copy)
        for paragraph in _paragraphs_of(copy):
            _write(paragraph, _values(name, record, words), mark=True)
    last_in_cell = parent.tagName == "w:tc" and not copies
    parent.removeChild(node)
    if len(copies) > _KEPT and parent.tagName == "w:tbl" and _kept(node):
        _let_end(copies[-_KEPT])
    if last_in_cell and not _children(parent, "w:p"):
        parent.appendChild(parent.ownerDocument.createElement("w:p"))


def _values(name: str, record: Mapping[str, str], words: Words) -> Callable[[re.Match[str]], str]:
    def value(hole: re.Match[str]) -> str:
        if hole[3] is None:
            return words.texts[_name(hole[2], words)]
        return record.get(_of_list(name, hole[3], words), "")

    return value


def _lists_in(text: str, words: Words) -> set[str]:
    return {_name(hole[2], words) for hole in _HOLE.finditer(text) if hole[3] is not None}


def _own_text(row: Node) -> str:
    return "\n".join(_said(_texts(paragraph)) for paragraph in _paragraphs_of(row))


def _paragraphs_of(node: Node) -> list[Node]:
    """The paragraphs of a row but for those of rows within it; a paragraph is its own."""
    if node.tagName == "w:p":
        return [node]
    found = node.getElementsByTagName("w:p")
    return [paragraph for paragraph in found if _around(paragraph, "w:tr") is node]


def _write(paragraph: Node, value: Callable[[re.Match[str]], str], *, mark: bool = False) -> None:
    """Fill in a paragraph; a new line in a value makes a new paragraph alike."""
    texts = _texts(paragraph)
    whole = _said(texts)
    holes = list(_HOLE.finditer(whole)) if "{" in whole else []
    if mark:
        paragraph.setAttribute(_DONE, "1")
    if not holes:
        return
    values = [_clean(value(hole)) for hole in holes]
    asked = [text for hole, text in zip(holes, values, strict=True) if hole[1]]
    if asked and not any(text.strip() for text in asked):
        _drop(paragraph)
        return
    for hole, text in reversed(list(zip(holes, values, strict=True))):
        _splice(texts, hole.start(), hole.end(), text)
    if any("\n" in text for text in values):
        _split(paragraph, mark)


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _splice(texts: Sequence[Node], start: int, end: int, text: str) -> None:
    """Put a text in the place of [start, end) of the runs' text, into the first run it touches."""
    at, first = 0, True
    for run in texts:
        said = _said([run])
        low, high = max(start, at) - at, min(end, at + len(said)) - at
        if low < high:
            _set(run, said[:low] + (text if first else "") + said[high:])
            first = False
        at += len(said)


def _split(paragraph: Node, mark: bool) -> None:
    """Make of each new line in a text a paragraph of its own, with the same properties."""
    rest: Node | None = paragraph
    while rest is not None:
        rest = _split_once(rest, mark)


def _split_once(paragraph: Node, mark: bool) -> Node | None:
    """Move what follows the first new line into a paragraph after this one; gives that one."""
    texts = _texts(paragraph)
    broken = next((at for at, text in enumerate(texts) if "\n" in _said([text])), None)
    if broken is None or paragraph.parentNode is None:
        return None
    line, rest = _said([texts[broken]]).split("\n", 1)
    later = paragraph.cloneNode(deep=True)
    own = _texts(later)
    for before in own[:broken]:
        _set(before, "")
    _set(own[broken], rest)
    _set(texts[broken], line)
    for after in texts[broken + 1 :]:
        _set(after, "")
    paragraph.parentNode.insertBefore(later, paragraph.nextSibling)
    if mark:
        later.setAttribute(_DONE, "1")
    for left in _runs_before(later, own[broken]):
        left.parentNode.removeChild(left)
    return later


def _runs_before(paragraph: Node, text: Node) -> list[Node]:
    """The tabs and pictures before a text: a continued line has them not again."""
    runs = []
    for node in _walk(paragraph):
        if node is text:
            break
        if node.nodeType == node.ELEMENT_NODE and node.tagName in ("w:br", "w:drawing"):
            runs.append(node)
    return runs


def _walk(node: Node) -> Iterator[Node]:
    for child in node.childNodes:
        yield child
        yield from _walk(child)


def _drop(paragraph: Node) -> None:
    """Take a paragraph away; a cell keeps its last one, emptied."""
    parent = paragraph.parentNode
    if parent.tagName == "w:tc" and len(_children(parent, "w:p")) == 1:
        for text in _texts(paragraph):
            _set(text, "")
        return
    parent.removeChild(paragraph)


def _children(node: Node, name: str) -> list[Node]:
    return [
        child
        for child in node.childNodes
        if child.nodeType == child.ELEMENT_NODE and child.tagName == name
    ]


def _texts(paragraph: Node) -> list[Node]:
    """The texts of a paragraph's own, not of a text box within it."""
    return [
        node for node in paragraph.getElementsByTagName("w:t") if _around(node, "w:p") is paragraph
    ]


def _around(node: Node, name: str) -> Node:
    """The nearest element of a name around a node."""
    while node is not None and getattr(node, "tagName", "") != name:
        node = node.parentNode
    return node


def _said(texts: Sequence[Node]) -> str:
    return "".join(
        child.data
        for text in texts
        for child in text.childNodes
        if child.nodeType in (child.TEXT_NODE, child.CDATA_SECTION_NODE)
    )


def _set(text: Node, said: str) -> None:
    while text.firstChild is not None:
        text.removeChild(text.firstChild)
    text.appendChild(text.ownerDocument.createTextNode(said))
    text.setAttribute("xml:space", "preserve")
