/** The part of a component's manifest that editing needs. */
import type { Json, PageKind } from "@/document/types";

export interface PropertySchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: PropertySchema;
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
  readonly "x-widget"?: string;
  readonly "x-group"?: string;
  readonly "x-entity"?: string;
  readonly "x-labels"?: Readonly<Record<string, string>>;
}

export interface ObjectSchema {
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
}

export interface Manifest {
  readonly kind: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly icon: string;
  readonly group: string;
  readonly category: "input" | "layout" | "content" | "view";
  readonly status: "active" | "deprecated";
  readonly replaced_by: string | null;
  readonly field: boolean;
  readonly type: string | null;
  readonly settings: ObjectSchema;
  readonly props: ObjectSchema;
  readonly slots: Readonly<Record<string, { readonly accepts: readonly string[] }>>;
  /** Kinds of page it may stand on; absent means every kind. */
  readonly pages?: readonly PageKind[];
  readonly data_classes?: readonly string[];
  readonly risk?: readonly string[];
  readonly guess: readonly string[];
}

export interface Catalogue {
  readonly digest: string;
  readonly components: readonly Manifest[];
  readonly byKind: ReadonlyMap<string, Manifest>;
}

export function catalogueOf(digest: string, components: readonly Manifest[]): Catalogue {
  return { digest, components, byKind: new Map(components.map((one) => [one.kind, one])) };
}

/** "money@1" -> "money". */
export function kindOf(component: string): string {
  const at = component.indexOf("@");
  return at < 0 ? component : component.slice(0, at);
}

/** The reference a new node stores: kind and major version. */
export function componentOf(manifest: Manifest): string {
  return `${manifest.kind}@${manifest.version.split(".")[0] ?? "1"}`;
}

/** The values a new object starts with: every default the schema states. */
export function defaultsOf(schema: ObjectSchema): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default !== undefined && property.default !== null) values[name] = property.default;
  }
  return values;
}
