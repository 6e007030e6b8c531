/* Generated from components/schema/manifest.json by scripts/generate-types.mjs. Do not edit. */

/**
 * What one component of the governed library is, holds, accepts and risks.
 */
export interface ComponentManifest {
  $schema?: string;
  /**
   * Stable API. The folder is called the same.
   */
  kind: string;
  version: string;
  name: string;
  summary: string;
  /**
   * A lucide icon name.
   */
  icon: string;
  group:
    "Text" | "Numbers" | "Dates" | "Choices" | "People and links" | "Files" | "Layout" | "Content" | "Views";
  category: "input" | "layout" | "content" | "view";
  status: "active" | "deprecated";
  replaced_by: string | null;
  /**
   * Whether it keeps an answer, that is: is the kind of a field.
   */
  field: boolean;
  /**
   * The type of its value in expressions; null when it keeps none.
   */
  type:
    | ("number" | "string" | "bool" | "date" | "datetime")
    | {
        list: "string" | "record";
      }
    | null;
  /**
   * JSON Schema of a value that is not empty; null when it keeps none.
   */
  value_schema: {
    [k: string]: unknown;
  } | null;
  settings: PropertySchema;
  props: PropertySchema;
  slots: {
    children?: {
      /**
       * @minItems 1
       */
      accepts: string[];
    };
  };
  /**
   * @minItems 1
   */
  pages: ("form" | "list" | "record" | "dashboard")[];
  /**
   * The sensitivities that its value may have.
   */
  data_classes: ("public" | "internal" | "confidential" | "special")[];
  risk: ("free_text" | "file_upload" | "personal_data" | "leaves_system" | "linked_data" | "shows_records")[];
  accessibility: {
    /**
     * What a screen reader says it is.
     */
    name: string;
    keys: string;
    notes: string;
  };
  /**
   * Words in a label from which quick add guesses this kind, lower case, in English.
   */
  guess: string[];
  mobile: string;
}
export interface PropertySchema {
  type: "object";
  additionalProperties: false;
  required?: string[];
  properties: {
    [k: string]: Property;
  };
}
/**
 * One setting or prop. The inspector is generated from it.
 */
export interface Property {
  title: string;
  description: string;
  "x-widget":
    | "text"
    | "textarea"
    | "number"
    | "switch"
    | "select"
    | "options"
    | "currency"
    | "currencies"
    | "texts"
    | "date"
    | "field"
    | "fields"
    | "sort"
    | "expression"
    | "entity";
  "x-group": "Answer" | "Limits" | "Options" | "Wording" | "Layout" | "Data";
  /**
   * The sibling property that names the entity whose fields are meant; absent: the page's entity.
   */
  "x-entity"?: string;
  /**
   * Words for the values of an enum.
   */
  "x-labels"?: {
    [k: string]: string;
  };
  [k: string]: unknown;
}
