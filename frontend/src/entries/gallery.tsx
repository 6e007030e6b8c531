import "@/styles/index.css";
import "@/styles/live.css";
import { FIELD_KINDS } from "@/library";
import { problem } from "@/library/messages";
import type { FieldProblem, Json } from "@/library/types";
import { type Mark, Render, sampleValues } from "@/renderer";
import { artefactWith, EVERY_KIND, EXPENSES, place } from "@/testing/artefact";
import { GalleryKit } from "@/testing/GalleryKit";
import styles from "@/testing/gallery.module.css";
import { start } from "@/ui";

/** Every kind in every state, to be looked at. Development only: the build of the product leaves it out. */

const artefact = artefactWith(
  EVERY_KIND,
  EVERY_KIND.map((field) => place(field)),
);
const [entity] = artefact.entities;
const filled = entity ? sampleValues(entity) : {};
const LONG = "A very long answer that goes on and on without stopping, "
  .repeat(6)
  .concat("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft");
const long: Record<string, Json> = {
  ...filled,
  purpose: LONG,
  notes: LONG,
  contact: `${"name".repeat(20)}@example.com`,
  website: `https://example.com/${"path/".repeat(30)}`,
};
const refused: Readonly<Record<string, FieldProblem>> = Object.fromEntries(
  EVERY_KIND.filter((field) => field.kind !== "calc").map((field) => [
    field.key,
    problem(field, FIELD_KINDS.get(field.kind)?.ask ?? "enter", "required"),
  ]),
);
const marks = new Map<string, Mark>([
  ["nod_purpose", { change: "added", label: "+ Added" }],
  ["nod_category", { change: "changed", label: "~ Changed" }],
  ["nod_client", { change: "removed", label: "- Removed" }],
  ["nod_amount", { change: "moved", label: "Moved" }],
]);

const PARTS: Readonly<Record<string, () => React.ReactNode>> = {
  empty: () => <Render artefact={artefact} pageKey="new_claim" mode="preview" />,
  filled: () => <Render artefact={artefact} pageKey="new_claim" mode="preview" values={filled} />,
  error: () => <Render artefact={artefact} pageKey="new_claim" mode="preview" errors={refused} />,
  readonly: () => <Render artefact={artefact} pageKey="new_claim" mode="preview" values={filled} readOnly />,
  long: () => <Render artefact={artefact} pageKey="new_claim" mode="preview" values={long} />,
  design: () => (
    <Render
      artefact={EXPENSES}
      pageKey="new_claim"
      mode="design"
      frame={(_node, content, { isContainer }) => (
        <div className={styles.frame}>{isContainer ? content : <div inert>{content}</div>}</div>
      )}
    />
  ),
  diff: () => <Render artefact={EXPENSES} pageKey="new_claim" mode="diff" marks={marks} />,
  list: () => <Render artefact={EXPENSES} pageKey="claims" mode="preview" />,
  record: () => <Render artefact={EXPENSES} pageKey="claim" mode="preview" />,
  figures: () => <Render artefact={EXPENSES} pageKey="figures" mode="preview" />,
  kit: () => <GalleryKit />,
};

const name = new URLSearchParams(window.location.search).get("part") ?? "empty";

start(
  <main className={styles.gallery}>
    <h1>Gallery, {name}</h1>
    {PARTS[name]?.()}
  </main>,
);
