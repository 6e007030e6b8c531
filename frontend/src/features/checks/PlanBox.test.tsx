import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { PlanBox } from "./PlanBox";

const TOLD = "150 rows from iris.xlsx are loaded into Iris.";

test("the rows that come with the first version are told after the tables", () => {
  render(<PlanBox plan={{ sentences: ["Creates the table iris."], statements: [], rows: [TOLD] }} />);
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "Creates the table iris.",
    TOLD,
  ]);
});

test("rows alone are told too, and nothing at all is said in words", () => {
  const { rerender } = render(<PlanBox plan={{ sentences: [], statements: [], rows: [TOLD] }} />);
  expect(screen.getByText(TOLD)).toBeTruthy();
  rerender(<PlanBox plan={{ sentences: [], statements: [], rows: [] }} />);
  expect(screen.queryByRole("list")).toBeNull();
  expect(screen.getByText("No table changes.")).toBeTruthy();
});
