import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DateTime, EvaluationError, evaluate, fromJson, type Json, type Tree, toJson, type Value } from ".";

interface Case {
  readonly expr: string;
  readonly tree: Tree;
  readonly variables?: Readonly<Record<string, Json>>;
  readonly now?: string;
  readonly timezone?: string;
  readonly fuel?: number;
  readonly result?: Json;
  readonly error?: string;
}

const file = new URL("../../../tests/vectors/expressions.json", import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(file, "utf8"));

function outcome(given: Case): Json {
  try {
    const variables: Record<string, Value> = {};
    for (const [name, value] of Object.entries(given.variables ?? {})) variables[name] = fromJson(value);
    const now = given.now === undefined ? null : DateTime.parse(given.now);
    const context = { variables, ...(now && { now }), ...(given.timezone && { timezone: given.timezone }) };
    return { result: toJson(evaluate(given.tree, context, given.fuel)) };
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.code };
    throw error;
  }
}

describe("the vectors that both engines must satisfy", () => {
  it.each(cases.map((given, number) => [number, given.expr.slice(0, 80), given] as const))(
    "%i %s",
    (_number, _expr, given) => {
      const { error, result = null } = given;
      expect(outcome(given)).toEqual(error === undefined ? { result } : { error });
    },
  );
});
