import { useStore } from "zustand";
import { useDraft, useWorkbench } from "@/designer/store/context";
import type { CheckState } from "./checkStore";

export function useCheck<T>(read: (state: CheckState) => T): T {
  return useStore(useWorkbench().checks, read);
}

/** How many problems name this node or the field it shows. */
export function useProblemCount(id: string): number {
  const field = useDraft((state) => state.document.nodes[id]?.field ?? null);
  return useCheck((state) => {
    let count = 0;
    for (const issue of state.issues) {
      if (issue.object === id || (field !== null && issue.object === field)) count += 1;
    }
    return count;
  });
}
