import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { useDraft, useWorkbench } from "@/designer/store/context";
import type { CheckState } from "./checkStore";

export function useCheck<T>(read: (state: CheckState) => T): T {
  return useStore(useWorkbench().checks, read);
}

export interface IssueCounts {
  readonly must: number;
  readonly advice: number;
}

/** How much must be fixed, and how much is advised, about this node or the field it shows. */
export function useIssueCounts(id: string): IssueCounts {
  const field = useDraft((state) => state.document.nodes[id]?.field ?? null);
  return useStore(
    useWorkbench().checks,
    useShallow(({ issues }: CheckState) => {
      const own = issues.filter((issue) => issue.object === id || (field !== null && issue.object === field));
      const must = own.filter((issue) => issue.severity === "must_fix").length;
      return { must, advice: own.length - must };
    }),
  );
}
