"""The expression language: parse, check, evaluate, print and explain. See docs/reference/expressions.md."""

from definition.expressions.ast import Ast, Json
from definition.expressions.checker import Checked, check
from definition.expressions.errors import EvaluationError, ExpressionError, ParseError, Problem
from definition.expressions.evaluator import evaluate
from definition.expressions.explain import explain
from definition.expressions.parser import parse
from definition.expressions.printer import to_text
from definition.expressions.registry import FUNCTIONS, Function
from definition.expressions.run import Context
from definition.expressions.types import (
    ANY,
    BOOL,
    DATE,
    DATETIME,
    DURATION,
    NULL,
    NUMBER,
    RECORD,
    STRING,
    Environment,
    Type,
    TypeJson,
    list_of,
    record_of,
    type_from_json,
    type_to_json,
)
from definition.expressions.values import Value, truthy, value_from_json, value_to_json
from definition.expressions.variables import rename_variable, variables_used

__all__ = [
    "ANY",
    "BOOL",
    "DATE",
    "DATETIME",
    "DURATION",
    "FUNCTIONS",
    "NULL",
    "NUMBER",
    "RECORD",
    "STRING",
    "Ast",
    "Checked",
    "Context",
    "Environment",
    "EvaluationError",
    "ExpressionError",
    "Function",
    "Json",
    "ParseError",
    "Problem",
    "Type",
    "TypeJson",
    "Value",
    "check",
    "evaluate",
    "explain",
    "list_of",
    "parse",
    "record_of",
    "rename_variable",
    "to_text",
    "truthy",
    "type_from_json",
    "type_to_json",
    "value_from_json",
    "value_to_json",
    "variables_used",
]
