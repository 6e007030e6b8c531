"""What lies beside a manifest: the README as blocks of text (screens draw elements, never HTML) and the example."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from components.manifests import LIBRARY
from definition.json_types import JsonObject, JsonValue

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKS: Final[Mapping[str, str]] = {"code_inline": "code", "strong": "strong", "em": "em"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What lies beside a manifest. `readme` comes without its title."""

    readme: tuple[JsonObject, ...]
    example: JsonObject


@cache
def papers_of(kind: str) -> Papers:
    """The papers of a `kind` that is in the catalogue, whose papers were checked at start-up."""
    folder = LIBRARY / kind
    blocks = blocks_of((folder / "README.md").read_text(encoding="utf-8"))
    return Papers(
        readme=tuple(block for block in blocks if block.get("level") != 1),
        example=json.loads((folder / "example.json").read_text(encoding="utf-8")),
    )


def blocks_of(markdown: str) -> tuple[JsonObject, ...]:
    """Headings, paragraphs, lists, tables and code, in order.

    Text is a list of `{"text", "mark"}`, mark being "plain", "code", "strong" or "em". Links keep their words only;
    HTML in the source stays text.
    """
    return tuple(_blocks(SyntaxTreeNode(_MARKDOWN.parse(markdown))))


def _blocks(parent: SyntaxTreeNode) -> Iterator[JsonObject]:
    for node in parent.children:
        if node.type == "heading":
            yield {"block": "heading", "level": int(node.tag[1:]), "text": _words(node)}
        elif node.type == "paragraph":
            yield {"block": "paragraph", "text": _words(node)}
        elif node.type in ("bullet_list", "ordered_list"):
            items = [_words(item) for item in node.children]
            yield {"block": "list", "ordered": node.type == "ordered_list", "items": items}
        elif node.type == "table":
            head, *body = [[_words(cell) for cell in row.children] for row in _rows(node)]
            yield {"block": "table", "head": head, "rows": body}
        elif node.type in ("fence", "code_block"):
            yield {"block": "code", "source": node.content}
        elif node.type == "blockquote":
            yield from _blocks(node)


def _rows(table: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    return (node for node in table.walk() if node.type == "tr")


def _words(node: SyntaxTreeNode) -> Sequence[JsonValue]:
    """The text below `node`, neighbours with the same mark joined."""
    spans: list[dict[str, JsonValue]] = []
    for text, mark in _spans(node, "plain"):
        if spans and spans[-1]["mark"] == mark:
            spans[-1]["text"] = f"{spans[-1]['text']}{text}"
        else:
            spans.append({"text": text, "mark": mark})
    return spans


def _spans(node: SyntaxTreeNode, mark: str) -> Iterator[tuple[str, str]]:
    for child in node.children:
        if child.type in ("softbreak", "hardbreak"):
            yield " ", mark
        elif child.children:
            yield from _spans(child, _MARKS.get(child.type, mark))
        elif child.content:
            yield child.content, _MARKS.get(child.type, mark)
