/* Generated from definition/schema/app.json by scripts/generate-types.mjs. Do not edit. */

export type Label = string;
/**
 * The name at birth: becomes the table or column name and never changes after the first deployment.
 */
export type Key = string;
export type FieldId = string;
/**
 * A fractional index in base 62. Siblings are sorted by (order, id).
 */
export type Order = string;
export type EntityId = string;
export type PageKind = "form" | "list" | "record" | "dashboard";
export type PageId = string;
export type NodeId = string;
export type Effect = "show" | "require";
/**
 * workspace: every member; granted: people an administrator names; public: anyone with the link.
 */
export type Audience = "workspace" | "granted" | "public";
export type RoleId = string;
export type LongText = string;
export type RuleId = string;
export type GrantId = string;
export type TextId = string;
export type Sensitivity = "public" | "internal" | "confidential" | "special";
/**
 * Which records: all, those the person added, none, or those for which a condition holds.
 */
export type RowAccess = ("all" | "own" | "none") | RowRule;

/**
 * The App Definition, format 1: everything one app is, as flat collections of objects with stable ids.
 */
export interface AppDocument {
  /**
   * The number of this format. Reading upgrades older ones.
   */
  format: 1;
  app: AppInfo;
  /**
   * What the app keeps records of; each becomes one table.
   */
  entities: {
    [k: string]: Entity;
  };
  /**
   * What belongs to the data: one field of one entity.
   */
  fields: {
    [k: string]: Field;
  };
  pages: {
    [k: string]: Page;
  };
  /**
   * What belongs to the place: one component on one page.
   */
  nodes: {
    [k: string]: Node;
  };
  rules: {
    [k: string]: Rule;
  };
  roles: {
    [k: string]: Role;
  };
  grants: {
    [k: string]: Grant;
  };
  texts: {
    [k: string]: Text;
  };
}
export interface AppInfo {
  key: string;
  title: Label;
  summary?: string;
  purpose?: string;
  language?: string;
  currency?: string;
  deputy?: string | null;
}
export interface Entity {
  key: Key;
  label: Label;
  label_plural?: string;
  title_field?: FieldId | null;
  order: Order;
}
export interface Field {
  entity: EntityId;
  key: Key;
  label: Label;
  kind: string;
  required?: boolean;
  unique?: boolean;
  help?: string;
  sensitivity?: "public" | "internal" | "confidential" | "special";
  purpose?: string;
  personal?: boolean;
  /**
   * The value a new record starts with, in the value shape of the kind.
   */
  default?: {
    [k: string]: unknown;
  };
  settings: Properties;
  order: Order;
}
/**
 * Values of the properties a component's manifest describes.
 */
export interface Properties {
  [k: string]: unknown;
}
export interface Page {
  key: Key;
  kind: PageKind;
  entity?: EntityId | null;
  title: Label;
  intro?: string;
  order: Order;
  settings?: Properties1;
}
/**
 * Values of the properties a component's manifest describes.
 */
export interface Properties1 {
  [k: string]: unknown;
}
export interface Node {
  page: PageId;
  parent: NodeId | null;
  order: Order;
  component: string;
  field?: FieldId | null;
  props: Properties;
}
export interface Rule {
  entity: EntityId;
  effect: Effect;
  target: NodeId;
  /**
   * A condition in the expression language over the keys of the entity's fields.
   */
  when: string;
  order: Order;
}
export interface Role {
  key: Key;
  label: Label;
  audience: Audience;
  order: Order;
}
/**
 * What one role may do with the records of one entity. What is not granted is refused.
 */
export interface Grant {
  role: RoleId;
  entity: EntityId;
  create?: boolean;
  /**
   * Which records: all, those the person added, none, or those for which a condition holds.
   */
  read?: ("all" | "own" | "none") | RowRule;
  /**
   * Which records: all, those the person added, none, or those for which a condition holds.
   */
  update?: ("all" | "own" | "none") | RowRule;
  /**
   * Which records: all, those the person added, none, or those for which a condition holds.
   */
  delete?: ("all" | "own" | "none") | RowRule;
}
export interface RowRule {
  /**
   * A condition in the expression language over the keys of the entity's fields, created_by and me (id, name, email).
   */
  when: string;
}
/**
 * A text of a page, such as the confirmation after sending.
 */
export interface Text {
  on: PageId;
  slot: Key;
  text: LongText;
}
