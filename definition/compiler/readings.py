"""Conditions and formulas in plain words: "Category is Other and Amount is more than 500".

Options are read by their labels: before the expression is put into words, each literal that stands for an option is
replaced by a made-up variable that is called like the option.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from definition.expressions import Ast, Json, explain


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads expressions over one entity: `labels` by field key, `options` as key -> label by field key."""

    labels: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]

    def read(self, ast: Ast) -> str:
        """A formula, or a condition that is part of something larger."""
        words, tree = _Words(self.options), ast.to_json()
        replaced = words.replaced(tree)
        return explain(ast if replaced == tree else Ast.from_json(replaced), {**self.labels, **words.labels})

    def read_condition(self, ast: Ast) -> str:
        """A whole condition: a lone yes-or-no field reads "Urgent is yes"."""
        match ast.to_json():
            case ["var", str(key)]:
                return self.read(Ast.from_json(["op", "==", ["var", key], ["bool", True]]))
        return self.read(ast)


class _Words:
    """Replaces option literals; `labels` collects what the made-up variables are called."""

    def __init__(self, options: Mapping[str, Mapping[str, str]]) -> None:
        self._options = options
        self.labels: dict[str, str] = {}

    def replaced(self, tree: Json) -> Json:
        match tree:
            case ["op", "==" | "!=" as operator, ["var", str(key)], right]:
                return ["op", operator, ["var", key], self._option(key, right)]
            case ["op", "==" | "!=" as operator, left, ["var", str(key)]]:
                return ["op", operator, self._option(key, left), ["var", key]]
            case ["op", "in", ["var", str(key)], ["list", *items]]:
                return ["op", "in", ["var", key], ["list", *(self._option(key, item) for item in items)]]
            case ["op", "in", item, ["var", str(key)]]:
                return ["call", "contains", ["var", key], self._option(key, item)]
            case ["call", str(name), ["var", str(key)], *rest]:
                return ["call", name, ["var", key], *(self._option(key, item) for item in rest)]
            case [str(_), *_]:
                return self._inside(tree)
        return tree

    def _inside(self, tree: Json) -> Json:
        if not isinstance(tree, Sequence) or isinstance(tree, str):
            return tree
        return [self.replaced(item) if isinstance(item, list) else item for item in tree]

    def _option(self, key: str, literal: Json) -> Json:
        match literal:
            case ["str", str(value)] if value in self._options.get(key, {}):
                name = f"option_{len(self.labels)}_of_{key}"
                self.labels[name] = self._options[key][value]
                return ["var", name]
        return self.replaced(literal)
