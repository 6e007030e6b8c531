"""The papers of a component: text in blocks, never HTML; the same words for everybody who is signed in."""

import json

import pytest
from django.test import Client

from components.catalogue import catalogue
from components.papers import blocks_of, papers_of
from definition.json_types import JsonObject
from tests.world import World

BLOCKS = {"heading", "paragraph", "list", "table", "code"}


def plain(text: str) -> list[dict[str, str]]:
    return [{"text": text, "mark": "plain"}]


def test_markdown_becomes_blocks() -> None:
    source = "## Use it when\n\nOne `line` of\n**text**.\n\n- a\n- b\n\n| P | D |\n| --- | --- |\n| `x` | 1 |\n"
    assert blocks_of(source) == (
        {"block": "heading", "level": 2, "text": plain("Use it when")},
        {
            "block": "paragraph",
            "text": [
                {"text": "One ", "mark": "plain"},
                {"text": "line", "mark": "code"},
                {"text": " of ", "mark": "plain"},
                {"text": "text", "mark": "strong"},
                {"text": ".", "mark": "plain"},
            ],
        },
        {"block": "list", "ordered": False, "items": [plain("a"), plain("b")]},
        {
            "block": "table",
            "head": [plain("P"), plain("D")],
            "rows": [[[{"text": "x", "mark": "code"}], plain("1")]],
        },
    )


def test_html_and_links_in_a_readme_stay_words() -> None:
    (block,) = blocks_of("<img src=x onerror=alert(1)> [here](https://example.com)")
    assert block == {"block": "paragraph", "text": plain("<img src=x onerror=alert(1)> here")}


@pytest.mark.parametrize("kind", catalogue().kinds())
def test_every_readme_says_when_to_use_the_component_and_when_not(kind: str) -> None:
    papers = papers_of(kind)
    headings = [_text(block) for block in papers.readme if block["block"] == "heading"]
    assert headings[:2] == ["Use it when", "Do not use it when"]
    assert {block["block"] for block in papers.readme} <= BLOCKS
    assert all(block.get("level") == 2 for block in papers.readme if block["block"] == "heading")


def _text(block: JsonObject) -> str:
    spans = block["text"]
    assert isinstance(spans, list)
    return "".join(span["text"] for span in spans)


@pytest.mark.database
def test_a_component_comes_with_its_papers(world: World) -> None:
    response = world.client(world.emil).get("/api/catalogue/money")
    spec = catalogue().of_kind("money")
    assert spec is not None
    papers = papers_of("money")
    expected = {"manifest": spec.manifest, "readme": list(papers.readme), "example": papers.example}
    assert (response.status_code, response.json()) == (200, json.loads(json.dumps(expected)))


@pytest.mark.database
def test_an_unchanged_component_is_not_sent_again(world: World) -> None:
    client = world.client(world.emil)
    tag = client.get("/api/catalogue/money").headers["ETag"]
    again = client.get("/api/catalogue/money", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/catalogue/text", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.database
@pytest.mark.parametrize("kind", ["nothing", "Money", "manifest", "__pycache__", "text1", "-", "a" * 300])
@pytest.mark.parametrize("url", ["/api/catalogue/{}", "/components/{}/"])
def test_a_kind_that_does_not_exist_is_not_found(world: World, kind: str, url: str) -> None:
    response = world.client(world.ada).get(url.format(kind))
    assert (response.status_code, response.json()["code"]) == (404, "component-unknown")


@pytest.mark.database
@pytest.mark.parametrize(("path", "status"), [("..", 404), ("%2e%2e%2fmoney", 404), ("a b", 404), ("money%00", 400)])
def test_no_path_leads_out_of_the_library(world: World, path: str, status: int) -> None:
    assert world.client(world.ada).get(f"/api/catalogue/{path}").status_code == status


@pytest.mark.database
def test_papers_are_for_people_who_are_signed_in(db: None) -> None:
    client = Client(headers={"accept": "application/json"})
    for url in ("/api/catalogue/money", "/components/", "/components/money/"):
        response = client.get(url)
        assert (response.status_code, b"currency" in response.content) == (401, False)
