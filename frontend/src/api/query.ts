/** Server state: one query cache per page, with the project's ideas of freshness and retrying. */
import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./client";

const TRIES = 2;

/** A cache that retries only what may heal by itself: no connection, or the server asking to come back later. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < TRIES && error instanceof Problem && (error.status === 0 || error.status === 503),
      },
    },
  });
}
