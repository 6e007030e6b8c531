import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Change } from "@/features/checks/types";
import { Values } from "./Values";

function lines(part: Partial<Change>): readonly (string | null)[] {
  const change: Change = {
    id: "c",
    area: "data",
    object_id: "fld_amount",
    kind: "changed",
    class: "risky",
    property: "required",
    property_name: "required",
    sentence: "",
    before: null,
    after: null,
    hash: "h",
    ...part,
  };
  const { container } = render(<Values change={change} />);
  return [...container.querySelectorAll("dt, dd")].map((one) => one.textContent);
}

it("names the property that changed", () => {
  expect(lines({ before: true, after: false })).toEqual(["Required, before", "yes", "Required, after", "no"]);
});

it("names none where the whole object is new", () => {
  const added = lines({ kind: "added", property: null, property_name: null, after: "Amount" });
  expect(added).toEqual(["Before", "nothing", "After", "Amount"]);
});

it("reads lists and settings as people do", () => {
  const options = [{ key: "s", label: "Small" }, "L"];
  expect(lines({ before: [], after: options })[1]).toBe("nothing");
  expect(lines({ before: options, after: { page_size: 25, sort: "" } })).toEqual([
    "Required, before",
    "Small, L",
    "Required, after",
    "page_size: 25\nsort: nothing",
  ]);
});
