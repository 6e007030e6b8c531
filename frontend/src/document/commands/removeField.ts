import type { CommandContext } from "@/document/commands/context";
import { hideFromViews } from "@/document/commands/lists";
import { removeNodes } from "@/document/commands/removeNodes";
import type { Definition, Edit, Operation } from "@/document/types";

/** Removes a field from the data, with every place where it is shown. */
export function removeField(document: Definition, context: CommandContext, id: string): Edit {
  const label = document.fields[id]?.label ?? id;
  const nodes = Object.entries(document.nodes)
    .filter(([, node]) => node.field === id)
    .map(([node]) => node);
  if (nodes.length > 0) {
    const { focus: _, ...edit } = removeNodes(document, context, nodes);
    return { ...edit, label: `delete ${label}`, said: `${label} deleted. Control Z to undo.` };
  }
  const gone = new Set([id]);
  const titles = Object.entries(document.entities).filter(([, entity]) => entity.title_field === id);
  const operations: Operation[] = [
    ...Object.entries(document.rules)
      .filter(([, rule]) => rule.target === id)
      .map(([rule]): Operation => ({ op: "remove", in: "rules", id: rule })),
    ...hideFromViews(document, gone),
    ...titles.map(
      ([entity]): Operation => ({ op: "set", in: "entities", id: entity, path: "title_field", value: null }),
    ),
    { op: "remove", in: "fields", id },
  ];
  return { label: `delete ${label}`, operations, said: `${label} deleted. Control Z to undo.` };
}
