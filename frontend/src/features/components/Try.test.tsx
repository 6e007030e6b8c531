import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Try } from "./Try";
import type { Example, Manifest } from "./types";
import { words } from "./words";

const LIBRARY = join(import.meta.dirname, "../../../../components/library");
const read = (kind: string, file: string): unknown =>
  JSON.parse(readFileSync(join(LIBRARY, kind, file), "utf8"));
const kinds = readdirSync(LIBRARY).filter((name) => /^[a-z]+$/.test(name));

const show = (kind: string) => {
  const manifest = read(kind, "manifest.json") as Manifest;
  render(<Try manifest={manifest} example={read(kind, "example.json") as Example} />);
  return manifest;
};

test.each(kinds)("%s can be tried", async (kind) => {
  const manifest = show(kind);
  expect(screen.queryByText(words.broken)).toBeNull();
  const stage = screen.getByRole("region", { name: words.example });
  expect(stage.querySelector("[data-node]")).not.toBeNull();
  if (manifest.field) expect(stage.textContent).toContain(manifest.name);
});

test("the example follows what is turned", async () => {
  show("text");
  const person = userEvent.setup();
  await person.click(screen.getByRole("switch", { name: words.error }));
  expect(screen.getByRole("region", { name: words.example }).textContent).toContain("Fill in “Short text”");
  const label = screen.getByLabelText(words.label);
  await person.clear(label);
  await person.type(label, "Purpose");
  expect(screen.getByRole("textbox", { name: /^Purpose/ })).toBeTruthy();
  await person.click(screen.getByRole("button", { name: words.restart }));
  expect(screen.getByRole("textbox", { name: /^Short text/ })).toBeTruthy();
});
