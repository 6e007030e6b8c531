import { kind as columns } from "./columns";
import { kind as content } from "./content";
import { kind as details } from "./details";
import { kind as errors } from "./errors";
import { kind as notice } from "./notice";
import { kind as page } from "./page";
import { kind as section } from "./section";
import { kind as stat } from "./stat";
import { kind as table } from "./table";
import type { ViewKind } from "./types";

export { FIELD_KINDS, fieldKind } from "./fieldKinds";

/** The table of contents of the library, second part: 9 kinds of layout, content and views. */
export const VIEW_KINDS: ReadonlyMap<string, ViewKind> = new Map(
  [page, section, columns, content, notice, errors, table, details, stat].map((kind) => [kind.kind, kind]),
);

/** "text@1" is of kind "text". */
export function kindOf(component: string): string {
  return component.split("@")[0] ?? component;
}
