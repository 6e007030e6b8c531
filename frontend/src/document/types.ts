/** The App Definition document, format 1: flat maps of objects by stable id. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Collection = "entities" | "fields" | "pages" | "nodes" | "rules" | "roles" | "grants" | "texts";

export const COLLECTIONS: readonly Collection[] = [
  "entities",
  "fields",
  "pages",
  "nodes",
  "rules",
  "roles",
  "grants",
  "texts",
];

export type Sensitivity = "public" | "internal" | "confidential" | "special";
export type PageKind = "form" | "list" | "record" | "dashboard";
/** Which records: all, those the person added, none, or those for which a condition holds. */
export type RowAccess = "all" | "own" | "none" | RowRule;

export interface RowRule {
  readonly when: string;
}
export type Settings = Readonly<Record<string, Json>>;

export interface AppInfo {
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly purpose: string;
  readonly language: string;
  readonly currency: string;
  readonly deputy: string | null;
}

export interface Entity {
  readonly key: string;
  readonly label: string;
  readonly label_plural: string;
  readonly title_field: string | null;
  readonly order: string;
}

export interface Field {
  readonly entity: string;
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly help: string;
  readonly sensitivity: Sensitivity;
  readonly purpose: string;
  readonly personal: boolean;
  readonly default: Json;
  readonly settings: Settings;
  readonly order: string;
}

export interface Page {
  readonly key: string;
  readonly kind: PageKind;
  readonly entity: string | null;
  readonly title: string;
  readonly intro: string;
  readonly order: string;
  readonly settings: Settings;
}

export interface Node {
  readonly page: string;
  readonly parent: string | null;
  readonly order: string;
  readonly component: string;
  readonly field: string | null;
  readonly props: Settings;
}

export interface Rule {
  readonly entity: string;
  readonly effect: "show" | "require";
  readonly target: string;
  readonly when: string;
  readonly order: string;
}

export interface Role {
  readonly key: string;
  readonly label: string;
  readonly audience: "workspace" | "granted" | "public";
  readonly order: string;
}

export interface Grant {
  readonly role: string;
  readonly entity: string;
  readonly create: boolean;
  readonly read: RowAccess;
  readonly update: RowAccess;
  readonly delete: RowAccess;
}

export interface Text {
  readonly on: string;
  readonly slot: string;
  readonly text: string;
}

export interface Objects {
  readonly entities: Entity;
  readonly fields: Field;
  readonly pages: Page;
  readonly nodes: Node;
  readonly rules: Rule;
  readonly roles: Role;
  readonly grants: Grant;
  readonly texts: Text;
}

export type Definition = {
  readonly format: 1;
  readonly app: AppInfo;
} & { readonly [C in Collection]: Readonly<Record<string, Objects[C]>> };

export interface AddOperation {
  readonly op: "add";
  readonly in: Collection;
  readonly id: string;
  readonly value: Json;
}

export interface RemoveOperation {
  readonly op: "remove";
  readonly in: Collection;
  readonly id: string;
}

/** `value` absent deletes the property; `in: "app"` needs no id. */
export interface SetOperation {
  readonly op: "set";
  readonly in: Collection | "app";
  readonly id?: string;
  readonly path: string;
  readonly value?: Json;
}

/** Nodes move with page and parent; every other collection moves by order alone. */
export interface MoveOperation {
  readonly op: "move";
  readonly in: Collection;
  readonly id: string;
  readonly page?: string;
  readonly parent?: string | null;
  readonly order: string;
}

export type Operation = AddOperation | RemoveOperation | SetOperation | MoveOperation;

/** What a command hands back: the step's name, its operations and what to tell the person. */
export interface Edit {
  readonly label: string;
  readonly operations: readonly Operation[];
  /** The object to focus afterwards. */
  readonly focus?: string;
  /** What the live region says. */
  readonly said?: string;
  /** Set when nothing was done, because it may not be: said at once. */
  readonly refused?: boolean;
  /** Sentences naming what the step throws away. */
  readonly lost?: readonly string[];
}
