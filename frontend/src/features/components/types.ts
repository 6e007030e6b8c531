import type { Manifest as EditingManifest, PropertySchema } from "@/document/catalogue";
import type { Json, Settings } from "@/library/types";

/** A manifest with the parts that only this screen reads. */
export interface Manifest extends Omit<EditingManifest, "type"> {
  readonly type: Json;
  readonly value_schema: Settings | null;
  readonly data_classes: readonly string[];
  readonly risk: readonly string[];
  readonly accessibility: { readonly name: string; readonly keys: string; readonly notes: string };
  readonly mobile: string;
}

export type Property = PropertySchema & { readonly format?: string };

export interface Words {
  readonly text: string;
  readonly mark: "plain" | "code" | "strong" | "em";
}

export type Block =
  | { readonly block: "heading"; readonly level: number; readonly text: readonly Words[] }
  | { readonly block: "paragraph"; readonly text: readonly Words[] }
  | { readonly block: "list"; readonly ordered: boolean; readonly items: readonly (readonly Words[])[] }
  | {
      readonly block: "table";
      readonly head: readonly (readonly Words[])[];
      readonly rows: readonly (readonly (readonly Words[])[])[];
    }
  | { readonly block: "code"; readonly source: string };

export interface Example {
  readonly settings?: Settings;
  readonly props?: Settings;
}

export interface ComponentDetail {
  readonly manifest: Manifest;
  readonly readme: readonly Block[];
  readonly example: Example;
}

/** An app and the kinds its draft is made of. A component steward is told of apps she cannot open, too. */
export interface AppUse {
  readonly id: string;
  readonly title: string;
  readonly can_open: boolean;
  readonly kinds: readonly string[];
}
