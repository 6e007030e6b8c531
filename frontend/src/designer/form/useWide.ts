import { useSyncExternalStore } from "react";

export type Size = "wide" | "middle" | "narrow";

const wide = () => matchMedia("(min-width: 1024px)");
const middle = () => matchMedia("(min-width: 768px)");

function subscribe(listener: () => void): () => void {
  const queries = [wide(), middle()];
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}

/** Wide from 1024 px, middle from 768 px (properties as a sheet), narrow below (outline mode). */
export function useWide(): Size {
  return useSyncExternalStore(subscribe, () =>
    wide().matches ? "wide" : middle().matches ? "middle" : "narrow",
  );
}
