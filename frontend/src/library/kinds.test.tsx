import { readdirSync, readFileSync } from "node:fs";
import { render, screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { Render, sampleLabels, sampleValues } from "@/renderer";
import { artefactWith, EVERY_KIND, EXPENSES, entityWith, place } from "@/testing/artefact";
import { FIELD_KINDS, fieldKind, VIEW_KINDS } from "./index";
import { problem } from "./messages";
import type { Json, Settings } from "./types";

const LIBRARY = "../components/library";
const artefact = artefactWith(
  EVERY_KIND,
  EVERY_KIND.map((field) => place(field)),
);
const entity = entityWith(EVERY_KIND);
const filled = sampleValues(entity);
const long = Object.fromEntries(
  EVERY_KIND.map((field) => [
    field.key,
    field.type === "string" ? "long ".repeat(200) : (filled[field.key] ?? null),
  ]),
);
const problems = Object.fromEntries(
  EVERY_KIND.map((field) => [field.key, problem(field, fieldKind(field.kind)?.ask ?? "enter", "required")]),
);

interface Example {
  readonly settings?: Settings;
  readonly valid?: readonly Json[];
  readonly invalid?: readonly { readonly value: Json; readonly code?: string }[];
}

describe("the library", () => {
  it("has one implementation for each manifest and no other", () => {
    const manifests = readdirSync(LIBRARY).sort();
    expect([...FIELD_KINDS.keys(), ...VIEW_KINDS.keys()].sort()).toEqual(manifests);
  });

  it("accepts and refuses the examples of every manifest", () => {
    for (const kind of FIELD_KINDS.values()) {
      const example: Example = JSON.parse(readFileSync(`${LIBRARY}/${kind.kind}/example.json`, "utf8"));
      const settings = example.settings ?? {};
      const refused = (example.valid ?? []).filter(
        (value) => kind.kind !== "calc" && "error" in kind.clean(value, settings),
      );
      const codes = (example.invalid ?? []).map(({ value }) => {
        const cleaned = kind.clean(value, settings);
        return "error" in cleaned ? cleaned.error.code : "accepted";
      });
      expect([kind.kind, refused]).toEqual([kind.kind, []]);
      expect([kind.kind, codes]).toEqual([
        kind.kind,
        (example.invalid ?? []).map(({ code }, index) => code ?? codes[index]),
      ]);
    }
  });
});

async function seriousIn(container: HTMLElement): Promise<readonly string[]> {
  const { violations } = await axe.run(container, {
    // Colour needs a real browser; a part of a page has no landmarks and no h1.
    rules: {
      "color-contrast": { enabled: false },
      region: { enabled: false },
      "page-has-heading-one": { enabled: false },
    },
  });
  return violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ""}`);
}

describe("every kind", () => {
  const states = {
    empty: <Render artefact={artefact} pageKey="new_claim" mode="preview" />,
    filled: <Render artefact={artefact} pageKey="new_claim" mode="preview" values={filled} />,
    "with a problem": <Render artefact={artefact} pageKey="new_claim" mode="preview" errors={problems} />,
    "read only": <Render artefact={artefact} pageKey="new_claim" mode="preview" values={filled} readOnly />,
    "with long answers": <Render artefact={artefact} pageKey="new_claim" mode="preview" values={long} />,
    "in design": <Render artefact={EXPENSES} pageKey="new_claim" mode="design" />,
    "in a difference": <Render artefact={EXPENSES} pageKey="new_claim" mode="diff" />,
  };
  for (const [state, element] of Object.entries(states)) {
    it(`${state}: has nothing that axe finds`, async () => {
      const { container } = render(<main>{element}</main>);
      expect(await seriousIn(container)).toEqual([]);
    });
  }

  it("names its control or group by its label, and ties the problem to it", () => {
    render(<Render artefact={artefact} pageKey="new_claim" mode="preview" errors={problems} idPrefix="t-" />);
    for (const field of EVERY_KIND) {
      const control = document.getElementById(`t-${field.key}`);
      const name =
        control?.closest("fieldset")?.querySelector("legend") ??
        document.querySelector(`label[for="t-${field.key}"]`);
      expect(name?.textContent).toContain(field.label);
      if (field.kind !== "calc") {
        expect(control?.getAttribute("aria-describedby")).toContain(`t-${field.key}-error`);
        expect(document.getElementById(`t-${field.key}-error`)?.textContent).toContain(
          problems[field.key]?.message,
        );
      }
    }
  });

  it("cannot be changed while read only", () => {
    render(
      <Render
        artefact={artefact}
        pageKey="new_claim"
        mode="preview"
        values={filled}
        readOnly
        idPrefix="t-"
      />,
    );
    for (const control of document.querySelectorAll<HTMLInputElement>("input, textarea, select")) {
      expect(control.readOnly || control.disabled || control.checked).toBe(true);
    }
    expect(screen.queryByLabelText(/^Remove /)).toBeNull();
  });

  it("reads back what its sample says", () => {
    const labels = sampleLabels(entity);
    for (const field of EVERY_KIND) {
      const shown = fieldKind(field.kind)?.show(filled[field.key] ?? null, field, {
        label: labels[field.key] ?? null,
      });
      expect([field.kind, shown]).not.toEqual([field.kind, ""]);
    }
  });
});
