import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  CalendarDate,
  DateTime,
  Decimal,
  Duration,
  EvaluationError,
  evaluate,
  fromJson,
  type Json,
  type Tree,
  type TypeJson,
  toJson,
  truthy,
  variablesUsed,
} from ".";
import { FUNCTIONS } from "./functions";
import * as limits from "./limits";

const server = (file: string) =>
  readFileSync(new URL(`../../../definition/expressions/${file}`, import.meta.url), "utf8");

interface Registry {
  readonly functions: readonly {
    readonly name: string;
    readonly nulls: "propagate" | "accept";
    readonly signatures: readonly { readonly params: readonly string[]; readonly rest?: string }[];
  }[];
}

describe("what both engines must share", () => {
  it("has every function of the registry, with its argument counts and its way with null", () => {
    const registry: Registry = JSON.parse(server("functions.json"));
    const wanted = registry.functions.map(({ name, nulls, signatures }) => ({
      name,
      acceptsNull: nulls === "accept",
      counts: [...new Set(signatures.map(({ params }) => params.length))].sort(),
      open: signatures.some(({ rest }) => rest !== undefined),
    }));
    const found = [...FUNCTIONS].map(([name, { acceptsNull, counts, open }]) => {
      return { name, acceptsNull, counts, open };
    });
    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    expect(found.sort(byName)).toEqual(wanted.sort(byName));
  });

  it("has the same limits", () => {
    const text = server("limits.py");
    for (const [name, value] of Object.entries(limits)) {
      const figure = new RegExp(`^${name}: Final = ([0-9_]+)$`, "m").exec(text)?.[1];
      expect([name, figure?.replaceAll("_", "")]).toEqual([name, String(value)]);
    }
  });
});

const codeOf = (action: () => unknown): string => {
  try {
    action();
    return "no error";
  } catch (error) {
    return error instanceof EvaluationError ? error.code : String(error);
  }
};

describe("hostile trees", () => {
  it.each([
    [[]],
    [["nope"]],
    [["op", "?", ["null"], ["null"]]],
    [["op", "+"]],
    [["num", "x"]],
    [["each", "loop", ["list"], "x", ["null"]]],
    [["op", "constructor", ["num", "1"], ["num", "1"]]],
  ])("%j is refused with a code", (tree) => {
    expect(codeOf(() => evaluate(tree as unknown as Tree, { variables: {} }))).toBe("bad-tree");
  });

  it("calls nothing that is not in the registry", () => {
    for (const name of ["constructor", "toString", "__proto__", "eval", "hasOwnProperty"]) {
      expect(codeOf(() => evaluate(["call", name], { variables: {} }))).toBe("unknown-function");
    }
    expect(codeOf(() => evaluate(["call", "lower"], { variables: {} }))).toBe("wrong-argument-count");
  });

  it("reads no inherited property", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      expect(evaluate(["var", name], { variables: {} })).toBeNull();
      expect(evaluate(["get", ["record"], name], { variables: {} })).toBeNull();
      expect(evaluate(["op", "in", ["str", name], ["var", "r"]], { variables: { r: {} } })).toBe(false);
    }
  });

  it("keeps a record's part called __proto__ a part", () => {
    const tree: Tree = ["record", ["__proto__", ["num", "1"]] as const];
    expect(toJson(evaluate(tree, { variables: {} }), { record: {} })).toEqual(
      JSON.parse('{"__proto__": {"type": "number", "value": "1"}}'),
    );
    expect(({} as Record<string, unknown>).value).toBeUndefined();
  });
});

describe("values in JSON", () => {
  it.each<[Json, TypeJson]>([
    ["12.5", "number"],
    ["2026-01-31", "date"],
    ["2026-01-31T09:00:00.25Z", "datetime"],
    ["5400s", "duration"],
    [["1", null], { list: "number" }],
    [{ a: "1", b: ["x"] }, { record: { a: "number", b: { list: "string" } } }],
    [{ type: "record", value: { a: { type: "date", value: "2026-01-31" } } }, "any"],
    [{ type: "number", value: "9007199254740993" }, "any"],
  ])("%j as %j comes back as it went in", (json, type) => {
    expect(toJson(fromJson(json, type), type)).toEqual(json);
  });

  it.each<[Json, TypeJson]>([
    [1.5, "number"],
    [2 ** 53, "number"],
    ["1,5", "number"],
    ["2024-02-30", "date"],
    [true, "string"],
    [{ type: "constructor", value: "x" }, "any"],
    [{ type: "number" }, "any"],
    ["x", { list: "string" }],
    ["x", "constructor"],
  ])("%j as %j is refused", (json, type) => {
    expect(codeOf(() => fromJson(json, type))).toBe("bad-value");
  });
});

describe("the building blocks", () => {
  it("adds money exactly", () => {
    const [one, two] = [Decimal.parse("0.1"), Decimal.parse("0.2")];
    expect(one && two && one.add(two).toString()).toBe("0.3");
    expect(Decimal.of(5).round(0).toString()).toBe("5");
  });

  it("refuses numbers that JavaScript cannot hold", () => {
    expect(() => Decimal.of(0.5)).toThrow(RangeError);
    expect(() => Decimal.of(2 ** 53)).toThrow(RangeError);
    expect(Decimal.parse("")).toBeNull();
  });

  it("goes round the calendar and back", () => {
    for (let days = -719_162; days <= 2_932_896; days += 997) {
      expect(CalendarDate.parse(new CalendarDate(days).toString())?.days).toBe(days);
    }
    expect(new CalendarDate(-719_162).toString()).toBe("0001-01-01");
    expect(new CalendarDate(2_932_896).toString()).toBe("9999-12-31");
  });

  it("agrees with Date on moments", () => {
    for (const millis of [0, -1, 951_782_400_000, 1_795_257_000_123, 253_402_300_799_999]) {
      const iso = new Date(millis).toISOString();
      expect(DateTime.fromMillis(millis).micros).toBe(DateTime.parse(iso)?.micros);
    }
    expect(DateTime.fromMillis(1_500).toString()).toBe("1970-01-01T00:00:01.5Z");
    expect(Duration.parse("1h30m")?.toString()).toBe("5400s");
  });

  it("takes null for not met, and nothing else for a condition", () => {
    expect([truthy(null), truthy(true), truthy(false)]).toEqual([false, true, false]);
    expect(codeOf(() => truthy("yes"))).toBe("type-mismatch");
  });

  it("names the variables a rule reads", () => {
    const tree: Tree = [
      "each",
      "map",
      ["var", "lines"],
      "l",
      ["op", "*", ["get", ["var", "l"], "p"], ["var", "rate"]],
    ];
    expect([...variablesUsed(tree)]).toEqual(["lines", "rate"]);
    expect([
      ...variablesUsed(["each", "all", ["var", "x"], "x", ["has", ["at", ["var", "x"], ["var", "i"]]]]),
    ]).toEqual(["x", "i"]);
  });
});
