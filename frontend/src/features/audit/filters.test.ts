import { expect, test } from "vitest";
import { addressOf, filtersOf, isDay, isFiltered, NO_FILTERS, queryOf, SYSTEM } from "./filters";

const ADA = "0190b0a0-0000-7000-8000-000000000001";

test("an address and its filters are the same thing", () => {
  const filters = { person: ADA, kind: "app-started", from: "2026-11-02", to: "2026-11-03" };
  expect(filtersOf(addressOf(filters))).toEqual(filters);
  expect(addressOf(NO_FILTERS)).toBe("");
  expect(isFiltered(NO_FILTERS)).toBe(false);
  expect(isFiltered(filters)).toBe(true);
});

test("what an address cannot mean is left out", () => {
  expect(filtersOf("?person=ada&kind=%27%20OR%201&from=yesterday&to=2026-02-30&x=1")).toEqual(NO_FILTERS);
  expect(filtersOf(`?person=${SYSTEM}`)).toEqual({ ...NO_FILTERS, person: SYSTEM });
});

test("days become moments of the reader's zone, the last day included", () => {
  const query = new URLSearchParams(queryOf({ ...NO_FILTERS, from: "2026-12-31", to: "2026-12-31" }, 51));
  expect(query.get("since")).toBe(new Date(2026, 11, 31).toISOString());
  expect(query.get("until")).toBe(new Date(2027, 0, 1).toISOString());
  expect(query.get("before")).toBe("51");
});

test("the system is asked for by its own name", () => {
  expect(queryOf({ ...NO_FILTERS, person: SYSTEM }, null)).toBe("system=true");
  expect(queryOf({ ...NO_FILTERS, person: ADA, kind: "submitted" }, null)).toBe(
    `person=${ADA}&kind=submitted`,
  );
  expect(queryOf(NO_FILTERS, null)).toBe("");
});

test.each(["2026-02-29", "2026-13-01", "2026-1-1", "0099-01-01", "2026-11-02T00:00", ""])(
  "%s is no day",
  (text) => {
    expect(isDay(text)).toBe(false);
  },
);

test.each(["2024-02-29", "2026-11-02", "9999-12-31"])("%s is a day", (text) => {
  expect(isDay(text)).toBe(true);
});
