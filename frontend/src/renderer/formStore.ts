import { createStore, type StoreApi } from "zustand/vanilla";
import { DateTime } from "@/expressions";
import { fieldKind } from "@/library/fieldKinds";
import { problem } from "@/library/messages";
import type { EntitySpec, FieldProblem, FieldSpec, Json, NodeSpec } from "@/library/types";
import { type Artefact, entityOf, type PageSpec, walk } from "./artefact";
import { type Clock, formRules, type Outcome } from "./rules";

export interface FormState {
  /** As typed. */
  readonly values: Readonly<Record<string, Json>>;
  /** As the server would keep it; a value that does not fit reads as empty. */
  readonly clean: Readonly<Record<string, Json>>;
  /** Names of linked records and people. */
  readonly labels: Readonly<Record<string, string | null>>;
  /** The problems people see now, by field key. */
  readonly problems: Readonly<Record<string, FieldProblem>>;
  readonly outcome: Outcome;
}

export interface FormProblem {
  readonly field: FieldSpec;
  readonly problem: FieldProblem;
}

/** One form being filled in. */
export interface FormStore extends StoreApi<FormState> {
  readonly entity: EntitySpec;
  readonly page: PageSpec;
  readonly set: (key: string, value: Json, label?: string | null) => void;
  /** The person left a field: what they typed is checked, an empty one is not. */
  readonly leave: (key: string) => void;
  /** Checks the fields on these nodes, shows what is wrong and returns it in reading order. */
  readonly check: (nodes: readonly NodeSpec[]) => readonly FormProblem[];
  /** Shows problems that the server found. */
  readonly show: (problems: Readonly<Record<string, FieldProblem>>) => void;
  /** What is sent: canonical values of the page's fields, hidden ones as null, no calculations. */
  readonly payload: () => Readonly<Record<string, Json>>;
  readonly replace: (
    values: Readonly<Record<string, Json>>,
    labels?: Readonly<Record<string, string | null>>,
  ) => void;
}

export interface FormStart {
  readonly artefact: Artefact;
  readonly page: PageSpec;
  readonly values?: Readonly<Record<string, Json>>;
  readonly labels?: Readonly<Record<string, string | null>>;
  readonly clock?: Clock;
}

/** The moment now, in UTC as on the server: with two zones "today" would ask here what the server then drops. */
export function systemClock(): Clock {
  return { now: DateTime.fromMillis(Date.now()), timezone: "UTC" };
}

const EMPTY_ENTITY: EntitySpec = {
  id: "",
  key: "",
  label: "",
  label_plural: "",
  title_field: null,
  fields: [],
};

/** The values a new record starts with. */
export function defaultValues(entity: EntitySpec): Record<string, Json> {
  return Object.fromEntries(
    entity.fields.filter((field) => field.default !== null).map((field) => [field.key, field.default]),
  );
}

function cleanOne(field: FieldSpec | undefined, value: Json): Json {
  const cleaned = field ? fieldKind(field.kind)?.clean(value, field.settings) : undefined;
  return cleaned && "ok" in cleaned ? cleaned.ok : null;
}

export function createFormStore({ artefact, page, values = {}, labels = {}, clock }: FormStart): FormStore {
  const entity = entityOf(artefact, page.entity) ?? EMPTY_ENTITY;
  const fields = new Map(entity.fields.map((field) => [field.key, field]));
  const rules = formRules(artefact, entity, clock ?? systemClock());
  const cleanAll = (given: Readonly<Record<string, Json>>) =>
    Object.fromEntries([...fields].map(([key, field]) => [key, cleanOne(field, given[key] ?? null)]));
  const start = cleanAll(values);
  const store = createStore<FormState>(() => ({
    values,
    clean: start,
    labels,
    problems: {},
    outcome: rules.evaluate(start),
  }));

  const problemOf = (field: FieldSpec, isRequired: boolean, state: FormState): FieldProblem | null => {
    const kind = fieldKind(field.kind);
    if (!kind || field.kind === "calc") {
      return null;
    }
    const cleaned = kind.clean(state.values[field.key] ?? null, field.settings);
    if ("error" in cleaned) {
      return problem(field, kind.ask, cleaned.error.code, cleaned.error.params);
    }
    return isRequired && cleaned.ok === null ? problem(field, kind.ask, "required") : null;
  };

  const requiredNow = (field: FieldSpec, state: FormState): boolean =>
    field.required ||
    [...walk(page.nodes)].some(
      (node) => node.field === field.key && state.outcome.requiredNodes.has(node.id),
    );

  const set = (key: string, value: Json, label?: string | null) => {
    const before = store.getState();
    const field = fields.get(key);
    const values = { ...before.values, [key]: value };
    const cleaned = cleanOne(field, value);
    const isSame = cleaned === before.clean[key];
    const clean = isSame ? before.clean : { ...before.clean, [key]: cleaned };
    const outcome = isSame ? before.outcome : rules.evaluate(clean);
    const next: FormState = {
      values,
      clean,
      outcome,
      problems: before.problems,
      labels: label === undefined ? before.labels : { ...before.labels, [key]: label },
    };
    // A problem on show is checked with every key, so that it goes away the moment it is mended.
    const shown = field && before.problems[key] ? problemOf(field, requiredNow(field, next), next) : null;
    store.setState({ ...next, problems: withProblem(before.problems, key, shown) });
  };

  return {
    ...store,
    entity,
    page,
    set,
    leave: (key) => {
      const state = store.getState();
      const field = fields.get(key);
      if (field && state.clean[key] === null && !isEmpty(state.values[key])) {
        const found = problemOf(field, false, state);
        store.setState({ problems: withProblem(state.problems, key, found) });
      }
    },
    check: (nodes) => {
      const state = store.getState();
      const checked = new Set<string>();
      const found: FormProblem[] = [];
      for (const node of walk(nodes)) {
        const field = node.field === null ? undefined : fields.get(node.field);
        if (!field || state.outcome.hiddenNodes.has(node.id) || checked.has(field.key)) {
          continue;
        }
        checked.add(field.key);
        const problem = problemOf(field, field.required || state.outcome.requiredNodes.has(node.id), state);
        if (problem) {
          found.push({ field, problem });
        }
      }
      const others = Object.entries(state.problems).filter(([key]) => !checked.has(key));
      const now = found.map(({ field, problem }) => [field.key, problem] as const);
      store.setState({ problems: Object.fromEntries([...others, ...now]) });
      return found;
    },
    show: (problems) => store.setState({ problems }),
    payload: () => {
      const { clean, outcome } = store.getState();
      const sent: Record<string, Json> = {};
      for (const node of walk(page.nodes)) {
        const field = node.field === null ? undefined : fields.get(node.field);
        if (field && field.kind !== "calc") {
          sent[field.key] = outcome.hiddenFields.has(field.key) ? null : (clean[field.key] ?? null);
        }
      }
      return sent;
    },
    replace: (given, names = {}) => {
      const clean = cleanAll(given);
      store.setState({ values: given, clean, labels: names, problems: {}, outcome: rules.evaluate(clean) });
    },
  };
}

function withProblem(
  problems: Readonly<Record<string, FieldProblem>>,
  key: string,
  found: FieldProblem | null,
): Readonly<Record<string, FieldProblem>> {
  if (found) {
    return { ...problems, [key]: found };
  }
  if (!(key in problems)) {
    return problems;
  }
  const { [key]: _mended, ...rest } = problems;
  return rest;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
