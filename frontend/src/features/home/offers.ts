import { words } from "./words";

export interface Offer {
  readonly href: string;
  readonly label: string;
  readonly words: string;
}

const { audit, steward, trainer, apps, use } = words.offers;

const OFFERS: Readonly<Record<string, readonly Offer[]>> = {
  auditor: [{ href: "/audit/", ...audit }],
  component_steward: [{ href: "/components/", ...steward }],
  trainer: [{ href: "/components/", ...trainer }],
  administrator: [
    { href: "/apps/", ...apps },
    { href: "/audit/", ...audit },
  ],
  employee: [{ href: "#apps-you-use", ...use }],
};

/** What somebody can do here when nothing waits: each place once; "apps you use" only when there is nothing else. */
export function offersFor(roles: readonly string[]): readonly Offer[] {
  if (roles.includes("maker") || roles.includes("reviewer")) return [];
  const found = Object.keys(OFFERS)
    .filter((role) => role !== "employee" && roles.includes(role))
    .flatMap((role) => OFFERS[role] ?? []);
  const offers = found.length === 0 && roles.includes("employee") ? (OFFERS.employee ?? []) : found;
  return offers.filter((offer, index) => offers.findIndex((one) => one.href === offer.href) === index);
}
