import type { Block } from "./types";

const titleOf = (block: Block): string =>
  block.block === "heading" ? block.text.map((part) => part.text).join("") : "";

/** The blocks under the heading `title`, without the heading; empty when there is none. */
export function sectionOf(readme: readonly Block[], title: string): readonly Block[] {
  const start = readme.findIndex((block) => titleOf(block) === title);
  if (start < 0) return [];
  const rest = readme.slice(start + 1);
  const end = rest.findIndex((block) => block.block === "heading");
  return end < 0 ? rest : rest.slice(0, end);
}

/** What the README says before its first heading. */
export function leadOf(readme: readonly Block[]): readonly Block[] {
  const end = readme.findIndex((block) => block.block === "heading");
  return end < 0 ? readme : readme.slice(0, end);
}
