import { componentOf } from "@/document/catalogue";
import type { CommandContext } from "@/document/commands/context";
import { ordersAt, type Place } from "@/document/commands/place";
import type { Definition, Edit } from "@/document/types";

/** Puts a field that already exists onto a form. */
export function placeField(
  document: Definition,
  context: CommandContext,
  fieldId: string,
  place: Place,
): Edit {
  const field = document.fields[fieldId];
  const id = context.newId("nod");
  const manifest = field ? context.catalogue.byKind.get(field.kind) : undefined;
  return {
    label: `place ${field?.label ?? "field"}`,
    operations: [
      {
        op: "add",
        in: "nodes",
        id,
        value: {
          page: place.page,
          parent: place.parent,
          order: ordersAt(document, place, 1)[0] ?? "a0",
          component: manifest ? componentOf(manifest) : `${field?.kind ?? "text"}@1`,
          field: fieldId,
          props: {},
        },
      },
    ],
    focus: id,
    said: `${field?.label ?? "Field"} is on the form.`,
  };
}
