import { type ReactNode, useMemo, useState } from "react";
import { FIELD_KINDS } from "@/library";
import { problem } from "@/library/messages";
import type { FieldProblem, Settings } from "@/library/types";
import { createFormStore, FormFlow, pageOf, Render, sampleServices } from "@/renderer";
import { Button, cx, NumberField, Select, Switch, TextArea, TextField } from "@/ui";
import { Boundary } from "./Boundary";
import styles from "./components.module.css";
import { type Knob, type Knobs, knobsOf, startOf, triedField, tryArtefact } from "./example";
import type { Example, Manifest } from "./types";
import { words } from "./words";

interface TryProps {
  readonly manifest: Manifest;
  readonly example: Example;
}

/** The component itself, drawn as every app draws it, with what can be turned beside it. */
export function Try({ manifest, example }: TryProps) {
  const start: Knobs = useMemo(
    () => ({ label: manifest.name, required: true, values: startOf(manifest, example) }),
    [manifest, example],
  );
  const [knobs, setKnobs] = useState(start);
  const [isWrong, setWrong] = useState(false);
  const [isNarrow, setNarrow] = useState(false);
  const [round, setRound] = useState(0);
  const turn = (name: string, value: Settings[string]) =>
    setKnobs((now) => ({ ...now, values: { ...now.values, [name]: value } }));
  const reset = () => {
    setKnobs(start);
    setWrong(false);
    setNarrow(false);
    setRound((now) => now + 1);
  };
  const more = knobsOf(manifest);
  const isInput = manifest.field && manifest.kind !== "calc";
  return (
    <div className={styles.try}>
      <section aria-labelledby="example" className={styles.stage}>
        <h2 id="example">{words.example}</h2>
        <div className={cx(styles.sheet, isNarrow && styles.narrow)}>
          <Boundary key={JSON.stringify([knobs, round])}>
            <Drawn manifest={manifest} knobs={knobs} isWrong={isWrong && isInput} />
          </Boundary>
        </div>
        <p className="hush">{words.exampleNote}</p>
      </section>
      <section aria-labelledby="knobs" className={styles.knobs}>
        <h2 id="knobs">{words.knobs}</h2>
        {manifest.field ? (
          <TextField
            label={words.label}
            value={knobs.label}
            onChange={(label) => setKnobs((now) => ({ ...now, label }))}
          />
        ) : null}
        {isInput ? (
          <>
            <Switch
              isSelected={knobs.required}
              onChange={(required) => setKnobs((now) => ({ ...now, required }))}
              spread
            >
              {words.required}
            </Switch>
            <Switch isSelected={isWrong} onChange={setWrong} spread>
              {words.error}
            </Switch>
          </>
        ) : null}
        <Switch isSelected={isNarrow} onChange={setNarrow} spread>
          {words.narrow}
        </Switch>
        {more.map((knob) => (
          <KnobControl key={knob.place + knob.name} knob={knob} values={knobs.values} onTurn={turn} />
        ))}
        <Button onPress={reset}>{words.restart}</Button>
      </section>
    </div>
  );
}

interface DrawnProps {
  readonly manifest: Manifest;
  readonly knobs: Knobs;
  readonly isWrong: boolean;
}

function Drawn({ manifest, knobs, isWrong }: DrawnProps): ReactNode {
  const artefact = useMemo(() => tryArtefact(manifest, knobs), [manifest, knobs]);
  const errors = useMemo(() => problemsOf(manifest, knobs, isWrong), [manifest, knobs, isWrong]);
  if (manifest.kind === "page" || manifest.kind === "errors") return <Walk artefact={artefact} />;
  return (
    <Render
      key={String(isWrong)}
      artefact={artefact}
      pageKey="try"
      mode="preview"
      errors={errors}
      level={3}
    />
  );
}

/** Steps and the error summary only show themselves in a form that is being filled in. */
function Walk({ artefact }: { readonly artefact: ReturnType<typeof tryArtefact> }) {
  const page = pageOf(artefact, "try");
  const store = useMemo(() => (page ? createFormStore({ artefact, page }) : null), [artefact, page]);
  const services = useMemo(() => sampleServices(artefact), [artefact]);
  if (!store) return null;
  const onSend = async () => ({ state: "sent" }) as const;
  return <FormFlow artefact={artefact} store={store} mode="preview" services={services} onSend={onSend} />;
}

function problemsOf(
  manifest: Manifest,
  knobs: Knobs,
  isWrong: boolean,
): Readonly<Record<string, FieldProblem>> {
  const field = isWrong ? triedField(manifest, knobs) : null;
  const ask = FIELD_KINDS.get(manifest.kind)?.ask ?? "enter";
  return field ? { [field.key]: problem(field, ask, "required") } : {};
}

interface KnobControlProps {
  readonly knob: Knob;
  readonly values: Settings;
  readonly onTurn: (name: string, value: Settings[string]) => void;
}

function KnobControl({ knob: { name, schema }, values, onTurn }: KnobControlProps) {
  const label = schema.title ?? name;
  const value = values[name] ?? schema.default ?? null;
  switch (schema["x-widget"]) {
    case "switch":
      return (
        <Switch isSelected={value === true} onChange={(on) => onTurn(name, on)} spread>
          {label}
        </Switch>
      );
    case "number": {
      const isText = Array.isArray(schema.type) && schema.type.includes("string");
      return (
        <NumberField
          label={label}
          value={value === null ? Number.NaN : Number(value)}
          onChange={(next) => onTurn(name, Number.isNaN(next) ? null : isText ? String(next) : next)}
          {...(schema.minimum === undefined ? {} : { minValue: schema.minimum })}
          {...(schema.maximum === undefined ? {} : { maxValue: schema.maximum })}
        />
      );
    }
    case "select":
      return (
        <Select
          label={label}
          options={(schema.enum ?? []).map((one) => ({
            id: String(one),
            label: schema["x-labels"]?.[String(one)] ?? String(one),
          }))}
          value={value === null ? null : String(value)}
          onChange={(id) => onTurn(name, schema.enum?.find((one) => String(one) === id) ?? null)}
        />
      );
    default: {
      const Field = schema["x-widget"] === "textarea" ? TextArea : TextField;
      const text = typeof value === "string" ? value : "";
      return <Field label={label} value={text} onChange={(next) => onTurn(name, next)} />;
    }
  }
}
