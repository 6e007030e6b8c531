import type { ComponentType, ReactNode } from "react";

/** What the renderer and the kinds of the library say to each other. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Settings = { readonly [name: string]: Json };

/** A field of the compiled artefact. References in `settings` are keys. */
export interface FieldSpec {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  readonly component: string;
  readonly required: boolean;
  readonly unique?: boolean;
  readonly help: string;
  readonly sensitivity?: string;
  readonly personal?: boolean;
  readonly default: Json;
  readonly settings: Settings;
  /** Type in expressions. */
  readonly type: Json;
  readonly formula: Json;
  readonly formula_text?: string;
  readonly target?: string | null;
  readonly hidden?: boolean;
}

/** A node of the compiled artefact: an object in its place on a page. */
export interface NodeSpec {
  readonly id: string;
  readonly component: string;
  readonly field: string | null;
  readonly props: Settings;
  readonly show: Json;
  readonly require: Json;
  readonly show_text: string | null;
  readonly require_text?: string | null;
  readonly children: readonly NodeSpec[];
}

/** Why a value is refused: the server's code and the server's words. */
export interface FieldProblem {
  readonly code: string;
  readonly message: string;
}

export type Cleaned =
  | { readonly ok: Json }
  | { readonly error: { readonly code: string; readonly params?: Readonly<Record<string, string>> } };

export interface Option {
  readonly id: string;
  readonly label: string;
}

export type FileValue = {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mime: string;
  readonly sha256: string;
};

export interface RecordRow {
  readonly id: string;
  readonly [key: string]: Json;
}

export interface ListQuery {
  readonly q: string;
  /** Field key, "-" before it = descending, "" = the list's own order. */
  readonly sort: string;
  readonly cursor: string;
  readonly pageSize: number;
  /** Query parameters of filters by name, e.g. `status` or `amount__gte`. */
  readonly filters: Readonly<Record<string, string>>;
}

export interface ListAnswer {
  readonly results: readonly RecordRow[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly count: { readonly value: number; readonly exact: boolean };
}

export interface Figure {
  /** null: nothing to work out, or several currencies. */
  readonly value: string | number | null;
  readonly exact: boolean;
  /** Of each currency its own, in the order of their codes: unlike currencies are never added. */
  readonly amounts: readonly { readonly amount: string; readonly currency: string }[];
}

/** Everything a kind needs from outside the page. The live app asks the server, the studio uses samples. */
export interface Services {
  /** Records to link to, by their title. */
  options(entity: string, query: string): Promise<readonly Option[]>;
  people(query: string): Promise<readonly Option[]>;
  /** Rejects with an Error whose message is fit for people. */
  upload(field: FieldSpec, file: File, signal: AbortSignal): Promise<FileValue>;
  fileHref(file: FileValue): string | null;
  /** Rejects with an Error whose message is fit for people. */
  list(entity: string, query: ListQuery): Promise<ListAnswer>;
  figure(nodeId: string): Promise<Figure>;
  /** Where a click on a record of this entity leads; null = nowhere. */
  recordHref(entity: string, id: string): string | null;
  /** The query that the list starts with, and where a changed one is kept (the address bar). */
  startQuery?(): Partial<ListQuery>;
  keepQuery?(query: ListQuery): void;
}

export interface EntitySpec {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly label_plural: string;
  readonly title_field: string | null;
  readonly fields: readonly FieldSpec[];
  readonly formula_order?: readonly string[];
}

export type RenderMode = "design" | "preview" | "live" | "diff";

export interface InputProps {
  /** Id of the control, unique on the page; label, hint and error ids follow from it. */
  readonly id: string;
  readonly field: FieldSpec;
  readonly props: Settings;
  /** As typed, or canonical. */
  readonly value: Json;
  /** Name of the linked record or person, where the server gave it. */
  readonly valueLabel: string | null;
  readonly required: boolean;
  readonly problem: FieldProblem | null;
  readonly disabled: boolean;
  readonly readOnly: boolean;
  readonly services: Services;
  readonly onChange: (value: Json, label?: string | null) => void;
  /** The person left the field. */
  readonly onLeave: () => void;
}

export interface ShowContext {
  readonly label: string | null;
}

/** One field kind. Every function is pure; `clean` mirrors runtime/fieldtypes and shares its vectors. */
export interface FieldKind {
  readonly kind: string;
  readonly ask: "enter" | "choose" | "add" | "confirm";
  readonly Input: ComponentType<InputProps>;
  readonly clean: (value: Json, settings: Settings) => Cleaned;
  /** The value as a person reads it; "" for empty. */
  readonly show: (value: Json, field: FieldSpec, context: ShowContext) => string;
  /** A richer reading than text, where there is one. */
  readonly Show?: ComponentType<{
    readonly value: Json;
    readonly field: FieldSpec;
    readonly services: Services;
    readonly label: string | null;
  }>;
  /** A believable value for previews; `index` varies it. */
  readonly sample: (field: FieldSpec, index: number) => Json;
  /** Digits line up at the end of their column. */
  readonly numeric?: boolean;
  /** A set of controls: named by a legend instead of a label. */
  readonly group?: boolean;
}

export interface ViewProps {
  readonly node: NodeSpec;
  readonly entity: EntitySpec | null;
  readonly entities: readonly EntitySpec[];
  readonly mode: RenderMode;
  readonly services: Services;
  readonly record: RecordRow | null;
  /** Heading level that fits here: 2 below the page's h1. */
  readonly level: 2 | 3 | 4;
  readonly locale: string;
  readonly currency: string;
  readonly children: ReactNode;
}

/** One layout, content or view kind. */
export interface ViewKind {
  readonly kind: string;
  readonly View: ComponentType<ViewProps>;
}
