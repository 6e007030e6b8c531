import { kindOf } from "@/library";
import { text } from "@/library/read";
import type { NodeSpec } from "@/library/types";
import type { PageSpec } from "./artefact";

/** One step of a form: the root nodes that are filled in together. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly nodes: readonly NodeSpec[];
}

const isStep = (node: NodeSpec): boolean => kindOf(node.component) === "page";

/**
 * The steps of a form page in order. Objects that stand outside the steps belong to the step before them,
 * or to the first one. Steps that are hidden now are left out; a form without steps is one step.
 */
export function stepsOf(page: PageSpec, hidden: ReadonlySet<string>): readonly Step[] {
  const steps: { id: string; title: string; nodes: NodeSpec[] }[] = [];
  const loose: NodeSpec[] = [];
  for (const node of page.nodes) {
    const last = steps.at(-1);
    if (isStep(node)) {
      steps.push({ id: node.id, title: text(node.props, "title"), nodes: [...(last ? [] : loose), node] });
    } else if (last) {
      last.nodes.push(node);
    } else {
      loose.push(node);
    }
  }
  const shown = steps.filter((step) => !hidden.has(step.id));
  return shown.length > 0
    ? shown
    : [{ id: page.id, title: "", nodes: page.nodes.filter((node) => !isStep(node)) }];
}
