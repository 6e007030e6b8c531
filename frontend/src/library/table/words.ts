import { inSentence } from "@/expressions/inSentence";

const AMOUNTS = ["lowest first", "highest first"] as const;
const TIMES = ["earliest first", "latest first"] as const;
const LETTERS = ["A to Z", "Z to A"] as const;
const ANSWERS = ["no first", "yes first"] as const;
const ORDERS: Readonly<Record<string, readonly [string, string]>> = {
  number: AMOUNTS,
  money: AMOUNTS,
  percent: AMOUNTS,
  rating: AMOUNTS,
  calc: AMOUNTS,
  date: TIMES,
  time: TIMES,
  datetime: TIMES,
  yesno: ANSWERS,
  confirm: ANSWERS,
};

export const words = {
  search: (plural: string) => `Search ${inSentence(plural)}`,
  searchAction: "Search",
  filters: "Filters",
  filterBy: (label: string) => label,
  any: "Any",
  from: (label: string) => `${label}, from`,
  to: (label: string) => `${label}, up to`,
  contains: (label: string) => `${label} contains`,
  clear: "Clear filters",
  sortBy: "Sort by",
  newest: "Newest first",
  ascending: (label: string, kind: string) => `${label}, ${(ORDERS[kind] ?? LETTERS)[0]}`,
  descending: (label: string, kind: string) => `${label}, ${(ORDERS[kind] ?? LETTERS)[1]}`,
  count: (value: number, exact: boolean) =>
    exact ? value.toLocaleString("en") : `more than ${value.toLocaleString("en")}`,
  shown: (shown: number, total: string, label: string) =>
    `${shown.toLocaleString("en")} of ${total} ${label}`,
  none: (plural: string) => `No ${inSentence(plural)} yet.`,
  noneFound: (plural: string) => `No ${inSentence(plural)} match the search and filters.`,
  next: "Next page",
  previous: "Previous page",
  failed: "The list did not load. Nothing was changed.",
  retry: "Retry",
  open: (title: string) => `Open ${title}`,
  untitled: "Untitled",
  empty: "Not filled in",
} as const;
