/* Generated from definition/schema/artefact.json by scripts/generate-types.mjs. Do not edit. */

/**
 * A syntax tree of the expression language, null for none.
 */
export type Tree = unknown[] | null;
export type ArtefactRowAccess = ("all" | "own" | "none") | ArtefactRowRule;

/**
 * The compiled app: what the runtime stores and the renderer draws. References are keys.
 */
export interface Artefact {
  format: 1;
  /**
   * Names the definition.
   */
  digest: string;
  /**
   * Names the component catalogue.
   */
  catalogue: string;
  app: ArtefactInfo;
  entities: ArtefactEntity[];
  pages: ArtefactPage[];
  rules: ArtefactRule[];
  roles: ArtefactRole[];
  grants: ArtefactGrant[];
}
export interface ArtefactInfo {
  key: string;
  title: string;
  summary: string;
  language: string;
  currency: string;
}
export interface ArtefactEntity {
  id: string;
  key: string;
  label: string;
  label_plural: string;
  table: string;
  title_field: string | null;
  fields: ArtefactField[];
  formula_order: string[];
}
export interface ArtefactField {
  id: string;
  key: string;
  label: string;
  kind: string;
  component: string;
  required: boolean;
  unique: boolean;
  help: string;
  sensitivity: "public" | "internal" | "confidential" | "special";
  personal: boolean;
  default: unknown;
  settings: Properties;
  /**
   * Type in expressions.
   */
  type:
    | string
    | {
        [k: string]: unknown;
      };
  formula: Tree;
  formula_text: string | null;
  uses: string[];
  target: string | null;
  hidden: boolean;
}
/**
 * Complete with the defaults of the manifest.
 */
export interface Properties {
  [k: string]: unknown;
}
export interface ArtefactPage {
  id: string;
  key: string;
  kind: "form" | "list" | "record" | "dashboard";
  entity: string | null;
  title: string;
  intro: string;
  settings: Properties;
  texts: {
    [k: string]: string;
  };
  nodes: ArtefactNode[];
}
export interface ArtefactNode {
  id: string;
  component: string;
  field: string | null;
  props: Properties;
  show: Tree;
  show_text: string | null;
  require: Tree;
  require_text: string | null;
  children: ArtefactNode[];
}
export interface ArtefactRule {
  id: string;
  entity: string;
  effect: "show" | "require";
  /**
   * Id of the node.
   */
  target: string;
  when: Tree;
  text: string;
  uses: string[];
}
export interface ArtefactRole {
  id: string;
  key: string;
  label: string;
  audience: "workspace" | "granted" | "public";
}
export interface ArtefactGrant {
  role: string;
  entity: string;
  create: boolean;
  read: ArtefactRowAccess;
  update: ArtefactRowAccess;
  delete: ArtefactRowAccess;
}
/**
 * The records for which the condition holds; uses are the keys of the fields it reads.
 */
export interface ArtefactRowRule {
  when: Tree;
  text: string;
  uses: string[];
}
