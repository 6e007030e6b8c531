import { goTo } from "@/designer/frame/areas";
import type { Workbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";

/** Opens the area where an object can be changed and selects it there. */
export function goToObject(bench: Workbench, id: string): void {
  const { document } = bench.draft.getState();
  if (document.rules[id]) {
    bench.screen.setState({ rule: id });
    goTo(bench, "rules");
    return;
  }
  if (document.roles[id] || document.grants[id]) {
    bench.screen.setState({ entity: "access" });
    goTo(bench, "data");
    return;
  }
  const place = document.nodes[id] ? id : placeOf(document, id);
  const node = place ? document.nodes[place] : undefined;
  const page = document.pages[node?.page ?? id];
  if (page?.kind === "form") {
    goTo(bench, "form");
    bench.screen.setState({ page: node?.page ?? id, inspector: "field", isSheetOpen: Boolean(place) });
    select(bench.screen, place, place ? "canvas" : null);
    return;
  }
  if (page) {
    bench.screen.setState({ page: node?.page ?? id });
    goTo(bench, "list");
    return;
  }
  const entity = document.fields[id]?.entity ?? (document.entities[id] ? id : null);
  bench.screen.setState({
    entity: entity ?? bench.screen.getState().entity,
    focus: document.fields[id] ? id : null,
  });
  goTo(bench, "data");
}

/** The node of a form that shows a field. */
function placeOf(
  document: ReturnType<Workbench["draft"]["getState"]>["document"],
  field: string,
): string | null {
  const found = Object.entries(document.nodes).find(
    ([, node]) => node.field === field && document.pages[node.page]?.kind === "form",
  );
  return found?.[0] ?? null;
}

/** What a person calls an object of any collection; null when it is not there. */
export function objectLabel(
  document: ReturnType<Workbench["draft"]["getState"]>["document"],
  id: string,
): string | null {
  const field = document.fields[id] ?? document.fields[document.nodes[id]?.field ?? ""];
  if (field) return field.label;
  const rule = document.rules[id];
  if (rule) return words.ruleFor(objectLabel(document, rule.target) ?? "");
  const node = document.nodes[id];
  if (node)
    return typeof node.props.title === "string"
      ? node.props.title
      : (document.pages[node.page]?.title ?? null);
  return document.pages[id]?.title ?? document.entities[id]?.label ?? document.roles[id]?.label ?? null;
}
