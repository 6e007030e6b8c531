import { type ReactNode, useEffect, useState } from "react";
import { kindOf } from "@/library";
import { ErrorSummary, type SummaryItem } from "@/library/errors";
import { text } from "@/library/read";
import type { NodeSpec } from "@/library/types";
import { walk } from "./artefact";
import { useForm } from "./context";
import type { FormStore } from "./formStore";
import { words } from "./words";

interface SummaryProps {
  readonly store: FormStore;
  readonly nodes: readonly NodeSpec[];
  readonly attempt: number;
  readonly failure: ReactNode;
}

/** The problems found by the last try to go on. They leave one by one, as they are mended. */
export function FormSummary({ store, nodes, attempt, failure }: SummaryProps) {
  const problems = useForm(store, (state) => state.problems);
  const [tried, setTried] = useState(attempt);
  useEffect(() => setTried(attempt), [attempt]);
  const items: SummaryItem[] = [];
  const seen = new Set<string>();
  for (const node of walk(nodes)) {
    const problem = node.field === null ? undefined : problems[node.field];
    if (problem && node.field !== null && !seen.has(node.field)) {
      seen.add(node.field);
      items.push({ key: node.field, target: `f-${node.field}`, problem });
    }
  }
  // What the server says of a field that this page does not carry has no place of its own.
  const carried = new Set([...walk(store.page.nodes)].map((node) => node.field));
  for (const [key, problem] of Object.entries(problems)) {
    if (!carried.has(key)) {
      items.push({ key, target: "main", problem });
    }
  }
  const own = [...walk(store.page.nodes)].find((node) => kindOf(node.component) === "errors");
  const title = (own ? text(own.props, "title") : "") || words.problemTitle;
  useErrorTitle(tried > 0 && items.length > 0);
  if (tried === 0) {
    return null;
  }
  return (
    <ErrorSummary title={title} items={items} attempt={tried}>
      {failure}
    </ErrorSummary>
  );
}

/** The title of the page starts with "Error: " while there is one. */
function useErrorTitle(hasProblem: boolean): void {
  useEffect(() => {
    if (!hasProblem) {
      return;
    }
    const before = document.title;
    document.title = words.titleError(before);
    return () => {
      document.title = before;
    };
  }, [hasProblem]);
}
