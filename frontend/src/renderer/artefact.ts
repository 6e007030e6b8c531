import type { EntitySpec, FieldSpec, NodeSpec, Settings } from "@/library/types";

/** The compiled artefact: what the compiler writes, what the renderer draws. References are keys. */

export type PageKind = "form" | "list" | "record" | "dashboard";

export interface PageSpec {
  readonly id: string;
  readonly key: string;
  readonly kind: PageKind;
  readonly entity: string | null;
  readonly title: string;
  readonly intro: string;
  readonly settings: Settings;
  readonly texts: Readonly<Record<string, string>>;
  readonly nodes: readonly NodeSpec[];
}

export interface Artefact {
  readonly format: number;
  readonly digest: string;
  readonly app: {
    readonly key: string;
    readonly title: string;
    readonly summary: string;
    readonly language: string;
    readonly currency: string;
  };
  readonly entities: readonly EntitySpec[];
  readonly pages: readonly PageSpec[];
}

export function pageOf(artefact: Artefact, key: string): PageSpec | undefined {
  return artefact.pages.find((page) => page.key === key);
}

export function entityOf(artefact: Artefact, key: string | null): EntitySpec | null {
  return artefact.entities.find((entity) => entity.key === key) ?? null;
}

/** Every node of a page, parents before children, in reading order. */
export function* walk(nodes: readonly NodeSpec[]): Generator<NodeSpec> {
  for (const node of nodes) {
    yield node;
    yield* walk(node.children);
  }
}

/** The fields that stand on these nodes, in reading order, each once. */
export function fieldsOn(nodes: readonly NodeSpec[], entity: EntitySpec | null): readonly FieldSpec[] {
  const known = new Map((entity?.fields ?? []).map((field) => [field.key, field]));
  const found = new Set<FieldSpec>();
  for (const node of walk(nodes)) {
    const field = node.field === null ? undefined : known.get(node.field);
    if (field) {
      found.add(field);
    }
  }
  return [...found];
}
