import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "@/api/client";
import { Banner, Button, Skeleton } from "@/ui";

const words = {
  loading: "Loading",
  retry: "Try again",
  failed: "This could not be loaded",
};

export interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly lines?: number | undefined;
  readonly children: (value: T) => ReactNode;
}

/** A block that loads and fails on its own: skeleton, then content, or what happened and a way to try again. */
export function Loaded<T>({ query, lines = 6, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) {
    const problem = query.error;
    return (
      <Banner
        tone="bad"
        title={problem instanceof Problem ? problem.title : words.failed}
        actions={<Button onPress={() => void query.refetch()}>{words.retry}</Button>}
      >
        {problem.message}
      </Banner>
    );
  }
  return (
    <section aria-busy="true" aria-label={words.loading}>
      <Skeleton lines={lines} />
    </section>
  );
}
