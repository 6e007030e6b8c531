"""Changes of pages and of what stands on them."""

from collections.abc import Iterator, Mapping

from definition.diff.change import Area, Change, ChangeClass, ChangeKind, change
from definition.diff.moves import moved_in_groups
from definition.diff.pair import Pair, in_place, matched
from definition.diff.words import PROP_NAMES, Names, capital, cut, kind_name, title_of
from definition.index import Index
from definition.json_types import JsonValue
from definition.model import AppDefinition, Node, Page, PageKind

_ADDED, _CHANGED, _REMOVED, _MOVED = ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED, ChangeKind.MOVED
_SAFE, _RISKY = ChangeClass.ADDITIVE, ChangeClass.RISKY

_TEXT_PROPS = frozenset({"title", "intro", "heading", "text", "placeholder", "empty_text", "label"})
_LIST_PROPS = {"columns": "shows", "fields": "shows", "filters": "can be filtered by"}


def page_changes(pair: Pair) -> Iterator[Change]:
    before = None if pair.before is None else pair.before.pages
    moves: frozenset[str] = frozenset()
    if pair.before is not None:
        moves = moved_in_groups({"": list(in_place(pair.before.pages))}, {"": list(in_place(pair.after.pages))})
    for was, now in matched(before, in_place(pair.after.pages)):
        if was is None and now is not None:
            sentence = f"New {now.kind.value} page {title_of(now)}"
            yield change(_area(now), _ADDED, _SAFE, now.id, sentence, after=now.title)
        elif now is None and was is not None:
            sentence = f"The {was.kind.value} page {title_of(was)} removed"
            yield change(_area(was), _REMOVED, _RISKY, was.id, sentence, before=was.title)
        elif was is not None and now is not None:
            yield from _page_changed(pair, was, now)
            if now.id in moves:
                sentence = f"The page {title_of(now)} moved in the menu"
                yield change(_area(now), _MOVED, _SAFE, now.id, sentence, property="order")


def _page_changed(pair: Pair, was: Page, now: Page) -> Iterator[Change]:
    title = title_of(now)
    table = pair.new.entity(now.entity)
    sentences: tuple[tuple[str, str, ChangeClass, Area], ...] = (
        ("key", f"The address of the page {title} is now {now.key}", _RISKY, _area(now)),
        ("kind", f"{title} is now a {now.kind.value} page instead of a {was.kind.value} page", _RISKY, _area(now)),
        ("entity", f"The page {title} is now about {table}", _RISKY, _area(now)),
        ("title", f"The page {title_of(was)} is now called {title}", _SAFE, Area.TEXTS),
        ("intro", f"The introduction of the page {title} changed", _SAFE, Area.TEXTS),
        ("settings", f"The settings of the page {title} changed", _SAFE, _area(now)),
    )
    for name, sentence, class_, area in sentences:
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            yield change(
                area,
                _CHANGED,
                class_,
                now.id,
                sentence,
                property=name,
                before=pair.old.shown(before),
                after=pair.new.shown(after),
                identity=[before, after],
            )


def node_changes(pair: Pair) -> Iterator[Change]:
    before = None if pair.before is None else pair.before.nodes
    old, new = _Places(pair.old), _Places(pair.new)
    moves = frozenset() if pair.before is None else moved_in_groups(old.groups, new.groups)
    for was, now in matched(before, _by_page(pair.after)):
        if was is None and now is not None:
            sentence = f"{capital(pair.new.node(now))} added to the page {pair.new.page(now.page)}"
            identity = [None, _identity(now)]
            area = _area_of(pair.after, now)
            yield change(area, _ADDED, _SAFE, now.id, sentence, after=new.words(now), identity=identity)
        elif now is None and was is not None:
            sentence = f"{capital(pair.old.node(was))} is no longer on the page {pair.old.page(was.page)}"
            identity = [_identity(was), None]
            area = _area_of(pair.old.app, was)
            yield change(area, _REMOVED, _RISKY, was.id, sentence, before=old.words(was), identity=identity)
        elif was is not None and now is not None:
            if was.page != now.page or was.parent != now.parent or now.id in moves:
                yield _node_moved(pair, was, now, old.words(was), new.words(now))
            yield from _node_changed(pair, was, now)


def _node_moved(pair: Pair, was: Node, now: Node, before: JsonValue, after: JsonValue) -> Change:
    """The hash is bound to the order strings: a neighbour that moves does not make this another change."""
    sentence = f"{capital(pair.new.node(now))} moved{_to(pair, was, now)}"
    return change(
        _area_of(pair.after, now),
        _MOVED,
        _SAFE,
        now.id,
        sentence,
        property="order",
        before=before,
        after=after,
        identity=[_identity(was), _identity(now)],
    )


def _node_changed(pair: Pair, was: Node, now: Node) -> Iterator[Change]:
    area = _area_of(pair.after, now)
    name = capital(pair.new.node(now))
    if was.component != now.component:
        before_kind, after_kind = (kind_name(node.component.partition("@")[0]) for node in (was, now))
        sentence = f"{name} is now shown as {after_kind} (was {before_kind})"
        before, after = was.component, now.component
        yield change(area, _CHANGED, _SAFE, now.id, sentence, property="component", before=before, after=after)
    if was.field != now.field:
        sentence = f"On the page {pair.new.page(now.page)}, {pair.old.node(was)} is replaced by {pair.new.node(now)}"
        old, new, identity = pair.old.shown(was.field), pair.new.shown(now.field), [was.field, now.field]
        yield change(
            area, _CHANGED, _RISKY, now.id, sentence, property="field", before=old, after=new, identity=identity
        )
    if was.props != now.props:
        yield from _prop_changes(pair, was, now, area)


def _to(pair: Pair, was: Node, now: Node) -> str:
    if was.page != now.page:
        return f" to the page {pair.new.page(now.page)}"
    if was.parent == now.parent:
        return f" on the page {pair.new.page(now.page)}"
    parent = None if now.parent is None else pair.after.nodes.get(now.parent)
    if parent is None:
        old = pair.before.nodes.get(was.parent) if pair.before is not None and was.parent is not None else None
        return " out" if old is None else f" out of {pair.old.node(old)}"
    return f" into {pair.new.node(parent)}"


def _prop_changes(pair: Pair, was: Node, now: Node, area: Area) -> Iterator[Change]:
    subject = capital(pair.new.node(now))
    for name in sorted(was.props.keys() | now.props.keys()):
        before, after = was.props.get(name), now.props.get(name)
        if before == after:
            continue
        words = PROP_NAMES.get(name, name.replace("_", " "))
        sentence = f"{subject}: {words} is now {pair.new.value(after)} (was {pair.old.value(before)})"
        if name in _LIST_PROPS:
            sentence = _list_sentence(pair, now, name, before, after)
        elif name == "when" and isinstance(after, str):
            sentence = f"{subject}: condition is now {_figure_condition(pair, now, after)}"
        where = Area.TEXTS if name in _TEXT_PROPS else area
        yield change(
            where,
            _CHANGED,
            _SAFE,
            now.id,
            sentence,
            property=f"props.{name}",
            before=pair.old.shown(before),
            after=pair.new.shown(after),
            identity=[before, after],
        )


def _figure_condition(pair: Pair, now: Node, source: str) -> str:
    page = pair.after.pages.get(now.page)
    entity_id = now.props.get("entity") or (None if page is None else page.entity)
    return pair.new.condition(str(entity_id), source) if source.strip() else "none"


def _list_sentence(pair: Pair, now: Node, name: str, before: JsonValue, after: JsonValue) -> str:
    """ "Claims now shows Amount and no longer shows Purpose"."""
    old, new = _ids(before), _ids(after)
    page, verb = pair.new.page(now.page), _LIST_PROPS[name]
    added = [pair.new.field(field_id) for field_id in new if field_id not in old]
    gone = [pair.old.field(field_id) for field_id in old if field_id not in new]
    parts = []
    if added:
        parts.append(f"now {verb} {cut(', '.join(added))}")
    if gone:
        parts.append(f"no longer {verb} {cut(', '.join(gone))}")
    return f"{page} {' and '.join(parts)}" if parts else f"{page} shows its fields in another order"


def _ids(value: JsonValue) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _by_page(app: AppDefinition) -> Mapping[str, Node]:
    """The nodes in reading order, page by page; what hangs on no page comes last."""
    index = Index.of(app)
    walked = {node.id: node for page_id in in_place(app.pages) for node, _ in index.walk(page_id)}
    return {**walked, **{node_id: node for node_id, node in app.nodes.items() if node_id not in walked}}


class _Places:
    """Where the nodes of one definition stand: siblings in order, by page and parent."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.groups: dict[str, list[str]] = {}
        for node in in_place(names.app.nodes).values():
            self.groups.setdefault(_group(node), []).append(node.id)
        self._position = {node_id: at for ids in self.groups.values() for at, node_id in enumerate(ids, start=1)}

    def words(self, node: Node) -> JsonValue:
        """The place as people read it: `{"page": "New claim", "inside": "the section Money", "position": "2 of 4"}`."""
        parent = None if node.parent is None else self._names.app.nodes.get(node.parent)
        place: dict[str, JsonValue] = {"page": self._names.page(node.page)}
        if parent is not None:
            place["inside"] = self._names.node(parent)
        place["position"] = f"{self._position[node.id]} of {len(self.groups[_group(node)])}"
        return place


def _group(node: Node) -> str:
    return f"{node.page} {node.parent}"


def _identity(node: Node) -> JsonValue:
    return [node.page, node.parent, node.order]


def _area(page: Page) -> Area:
    return Area.FORM if page.kind is PageKind.FORM else Area.LISTS


def _area_of(app: AppDefinition, node: Node) -> Area:
    page = app.pages.get(node.page)
    return Area.FORM if page is None else _area(page)
