/** What the importer found in a table; the shapes of `builder.importers.tabular`. */

/** Why a column looks like data about a person: `what` finishes "LAST_NM is …"; special data is protected most. */
export interface PersonalGuess {
  readonly what: string;
  readonly is_special: boolean;
}

export interface ColumnPlan {
  readonly index: number;
  readonly column: string;
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  readonly nullable: boolean;
  readonly evidence: string;
  readonly alternatives: readonly string[];
  readonly include: boolean;
  readonly bad_count: number;
  readonly samples: readonly string[];
  /** For choices: the label people see for each stored key. */
  readonly options: readonly { readonly key: string; readonly label: string }[];
  /** Absent in tables that were inspected before the importer looked for it. */
  readonly personal?: PersonalGuess | null;
}

export interface BadCell {
  readonly where: string;
  readonly value: string;
  readonly reason: string;
  readonly column: string;
}

export interface PreviewRow {
  readonly number: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface SheetPlan {
  readonly name: string;
  readonly header_row: number | null;
  readonly rows: number;
  readonly columns: readonly ColumnPlan[];
  readonly preview: readonly PreviewRow[];
  readonly bad_cells: readonly BadCell[];
}

export interface ImportProblem {
  readonly code: string;
  readonly where: string;
  readonly message: string;
}

export interface Inspection {
  readonly status: "ok" | "refused";
  readonly name: string;
  readonly sheets: readonly SheetPlan[];
  readonly problems: readonly ImportProblem[];
}

export interface Upload {
  readonly id: string;
  readonly inspection: Inspection;
}

export type Sensitivity = "public" | "internal" | "confidential" | "special";
export type BadCells = "empty" | "text" | "skip";

/** What the person decided about one column. */
export interface ColumnChoice {
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  readonly include: boolean;
  readonly required: boolean;
  readonly sensitivity: Sensitivity;
  readonly personal: boolean;
  readonly purpose: string;
}
