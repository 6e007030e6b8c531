import { perform, type Workbench } from "@/designer/store/context";
import { addFields } from "@/document/commands/addField";
import { duplicateNode } from "@/document/commands/duplicateNode";
import { placeAfter } from "@/document/commands/place";
import { parseLines } from "@/document/quickadd/parse";
import { labelOf } from "@/document/tree/labels";
import { announce } from "@/ui";

interface Copied {
  readonly guildhall: 1;
  readonly app: string;
  readonly nodes: readonly string[];
  readonly labels: readonly string[];
}

/** Copies as plain labels for any program, and remembers the nodes for pasting here. */
let last: Copied | null = null;

export async function copyNodes(bench: Workbench, ids: readonly string[]): Promise<void> {
  const { document } = bench.draft.getState();
  const labels = ids.map((id) => labelOf(document, bench.commands.catalogue, id));
  last = { guildhall: 1, app: bench.appId, nodes: ids, labels };
  announce(`${labels.join(", ")} copied.`);
  try {
    await navigator.clipboard.writeText(labels.join("\n"));
  } catch {
    // A browser may refuse the system clipboard; pasting inside the designer still works.
  }
}

/** Pastes what was copied here; text from elsewhere becomes one question per line. */
export async function pasteNodes(bench: Workbench): Promise<void> {
  const text = await readText();
  const { document } = bench.draft.getState();
  const isOurs = last?.app === bench.appId && (text === null || text === last.labels.join("\n"));
  if (last && isOurs) {
    for (const id of last.nodes) {
      const now = bench.draft.getState().document;
      if (now.nodes[id]) perform(bench, duplicateNode(now, bench.commands, id), { focusIn: "canvas" });
    }
    return;
  }
  const { page, focus } = bench.screen.getState();
  const entity = page ? document.pages[page]?.entity : null;
  const fields = parseLines(text ?? "", bench.commands.catalogue);
  if (!page || !entity || fields.length === 0) return;
  const made = addFields(document, bench.commands, entity, fields, placeAfter(document, page, focus));
  perform(bench, made, { focusIn: "canvas" });
}

async function readText(): Promise<string | null> {
  try {
    return (await navigator.clipboard.readText()).replace(/\r\n/g, "\n");
  } catch {
    return null;
  }
}
