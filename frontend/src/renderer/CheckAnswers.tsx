import { FieldReading } from "@/library/reading";
import type { FieldSpec, Json, Services } from "@/library/types";
import { walk } from "./artefact";
import { useForm } from "./context";
import styles from "./flow.module.css";
import type { FormState, FormStore } from "./formStore";
import type { Step } from "./steps";
import { words } from "./words";

export interface CheckProps {
  readonly store: FormStore;
  readonly steps: readonly Step[];
  readonly services: Services;
  readonly onChange: (step: number, key: string) => void;
}

/** Everything that will be sent, each with a link that changes it. */
export function CheckAnswers({ store, steps, services, onChange }: CheckProps) {
  const state = useForm(store, (current) => current);
  const fields = new Map(store.entity.fields.map((field) => [field.key, field]));
  const rowsOf = (step: Step): readonly FieldSpec[] =>
    [...walk(step.nodes)].flatMap((node) => {
      const field = node.field === null ? undefined : fields.get(node.field);
      return field && !state.outcome.hiddenNodes.has(node.id) ? [field] : [];
    });
  return (
    <div className={styles.check}>
      {steps.map((step, index) => (
        <section key={step.id} aria-label={step.title || store.page.title}>
          {step.title ? <h3 className={styles["check-title"]}>{step.title}</h3> : null}
          <dl className={styles.answers}>
            {rowsOf(step).map((field) => (
              <div key={field.key} className={styles.answer}>
                <dt>{field.label}</dt>
                <dd>
                  <FieldReading
                    field={field}
                    services={services}
                    record={{
                      id: "",
                      [field.key]: answerOf(field, state),
                      [`${field.key}__label`]: state.labels[field.key] ?? null,
                    }}
                  />
                </dd>
                <dd className={styles.change}>
                  {field.kind === "calc" ? null : (
                    <button type="button" className={styles.link} onClick={() => onChange(index, field.key)}>
                      {words.change} <span className="visually-hidden">{field.label}</span>
                    </button>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

/** What will be sent; of files the names, which the canonical value leaves out. */
function answerOf(field: FieldSpec, state: FormState): Json {
  if (field.kind === "calc") {
    return state.outcome.computed[field.key] ?? null;
  }
  return (field.kind === "file" ? state.values[field.key] : state.clean[field.key]) ?? null;
}
