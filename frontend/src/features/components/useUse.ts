import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { AppUse } from "./types";

/** Which apps use what. Screens never wait for it, and stay when it cannot be read. */
export function useUse() {
  return useQuery({
    queryKey: ["component-use"],
    queryFn: ({ signal }) => get<{ apps: readonly AppUse[] }>("/api/component-use", signal),
  });
}
