/** What the reviewer does at the desk: selection, ticks, comments, decision. Ticks and comments go to the server at once. */
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "@/api/client";
import type { Change, Review } from "@/features/checks/types";

export interface DecisionBody {
  readonly decision: "approve" | "request_changes";
  readonly comment: string;
  readonly digest: string;
}

export interface DeskState {
  readonly selected: Change | undefined;
  readonly viewed: ReadonlySet<string>;
  readonly select: (change: Change) => void;
  readonly step: (by: 1 | -1) => void;
  readonly toggleViewed: (change: Change) => void;
  readonly comment: UseMutationResult<unknown, Error, { target: string; text: string }>;
  readonly decide: UseMutationResult<unknown, Error, DecisionBody>;
  readonly withdraw: UseMutationResult<unknown, Error, void>;
}

export function useDesk(review: Review, changes: readonly Change[]): DeskState {
  const base = `/api/submissions/${review.id}`;
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: ["submission", review.id] });
  const [hash, setHash] = useState(changes[0]?.hash);
  const [viewed, setViewed] = useState<ReadonlySet<string>>(() => new Set(review.viewed));
  const tick = useMutation({
    // One after the other: the last word counts.
    scope: { id: `${base}/viewed` },
    mutationFn: (hashes: readonly string[]) => post(`${base}/viewed`, { hashes }),
  });
  const index = changes.findIndex((change) => change.hash === hash);
  const mark = (next: ReadonlySet<string>) => {
    setViewed(next);
    tick.mutate([...next]);
  };
  const selected = changes[index];
  return {
    selected,
    viewed,
    select: (change) => setHash(change.hash),
    step: (by) => {
      const next = changes[Math.min(Math.max(index + by, 0), changes.length - 1)];
      if (next) setHash(next.hash);
    },
    toggleViewed: (change) => {
      const next = new Set(viewed);
      if (!next.delete(change.hash)) next.add(change.hash);
      mark(next);
    },
    comment: useMutation({
      mutationFn: (body: { target: string; text: string }) => post(`${base}/comments`, body),
      onSuccess: () => {
        // Who writes about a change has looked at it.
        if (selected) mark(new Set(viewed).add(selected.hash));
        return refresh();
      },
    }),
    decide: useMutation({
      mutationFn: (body: DecisionBody) => post(`${base}/decision`, body),
      onSettled: refresh,
    }),
    withdraw: useMutation({ mutationFn: () => post(`${base}/withdraw`, {}), onSettled: refresh }),
  };
}
