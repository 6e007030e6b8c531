/** Siblings stand by order, then by id, so two equal orders never flicker. */
export function bySort<T extends { readonly order: string }>(
  a: readonly [string, T],
  b: readonly [string, T],
): number {
  if (a[1].order !== b[1].order) return a[1].order < b[1].order ? -1 : 1;
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

/** The ids of a collection in order, those that `keep` lets through. */
export function sortedIds<T extends { readonly order: string }>(
  all: Readonly<Record<string, T>>,
  keep: (value: T, id: string) => boolean = () => true,
): string[] {
  return Object.entries(all)
    .filter(([id, value]) => keep(value, id))
    .sort(bySort)
    .map(([id]) => id);
}
