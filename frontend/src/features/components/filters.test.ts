import { expect, test } from "vitest";
import {
  addressOf,
  choicesOf,
  chosen,
  type Filters,
  filtersOf,
  inOrder,
  NO_FILTERS,
  usersOf,
} from "./filters";
import { manifestOf } from "./testing";

const TEXT = manifestOf("text", { name: "Short text", guess: ["title"] });
const DATE = manifestOf("date", { name: "Date", group: "Dates", data_classes: ["internal"] });
const OLD = manifestOf("memo", { name: "Memo", status: "deprecated" });
const STRANGE = manifestOf("map", { name: "Map", group: "Places" });
const ALL = [TEXT, DATE, OLD];
const kinds = (filters: Partial<Filters>) =>
  chosen(ALL, { ...NO_FILTERS, ...filters }).map((one) => one.kind);

test("an address and its filters are the same thing", () => {
  const filters = { q: "a & b", group: ["Text", "Dates"], data: ["special"], status: ["active"] };
  expect(filtersOf(addressOf(filters))).toEqual(filters);
  expect(addressOf(NO_FILTERS)).toBe("");
  expect(filtersOf("?group=Text&group=Text&group=&x=1")).toEqual({ ...NO_FILTERS, group: ["Text"] });
});

test("every word of a search must be found, in the name or in what leads to it", () => {
  expect(kinds({ q: "short TEXT" })).toEqual(["text"]);
  expect(kinds({ q: " title " })).toEqual(["text"]);
  expect(kinds({ q: "short date" })).toEqual([]);
  expect(kinds({ q: "" })).toEqual(["text", "date", "memo"]);
});

test("values of one filter add up, filters narrow each other", () => {
  expect(kinds({ group: ["Text", "Dates"] })).toEqual(["text", "date", "memo"]);
  expect(kinds({ group: ["Text"], status: ["deprecated"] })).toEqual(["memo"]);
  expect(kinds({ data: ["special"], group: ["Dates"] })).toEqual([]);
  expect(kinds({ group: ["Nothing"] })).toEqual([]);
});

test("counts say what one more tick would show", () => {
  const filters = { ...NO_FILTERS, group: ["Dates"] };
  expect(choicesOf(ALL, filters, "group")).toEqual([
    { value: "Text", count: 2 },
    { value: "Dates", count: 1 },
  ]);
  expect(choicesOf(ALL, filters, "status")).toEqual([
    { value: "active", count: 1 },
    { value: "deprecated", count: 0 },
  ]);
});

test("groups come in the order in which makers meet them, unknown ones last", () => {
  expect(inOrder([STRANGE, DATE, TEXT, OLD]).map((one) => one.kind)).toEqual(["memo", "text", "date", "map"]);
});

test("an app uses a kind when its draft has it", () => {
  const apps = [
    { id: "1", title: "Claims", can_open: true, kinds: ["text", "date"] },
    { id: "2", title: "Cars", can_open: false, kinds: ["textarea"] },
  ];
  expect(usersOf(apps, "text").map((app) => app.title)).toEqual(["Claims"]);
});
