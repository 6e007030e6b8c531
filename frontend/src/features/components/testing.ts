import type { Manifest } from "./types";

/** A manifest by hand, for tests. */
export function manifestOf(kind: string, part: Partial<Manifest> = {}): Manifest {
  return {
    kind,
    version: "1.0.0",
    name: kind,
    summary: "",
    icon: "",
    group: "Text",
    category: "input",
    status: "active",
    replaced_by: null,
    field: true,
    type: "string",
    value_schema: null,
    settings: {},
    props: {},
    slots: {},
    pages: ["form"],
    data_classes: ["internal", "special"],
    risk: [],
    accessibility: { name: "", keys: "", notes: "" },
    guess: [],
    mobile: "",
    ...part,
  };
}
