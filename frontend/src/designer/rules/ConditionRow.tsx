import X from "lucide-react/icons/x";
import { type KeyboardEvent, useState } from "react";
import { words } from "@/designer/words";
import {
  type Comparison,
  NEEDS_NO_VALUE,
  type Operator,
  operatorsFor,
  operatorWords,
  shapeOf,
} from "@/document/rules/condition";
import { percentToShare, shareToPercent } from "@/document/rules/percent";
import type { FieldsByKey } from "@/document/rules/reading";
import type { Field } from "@/document/types";
import { IconButton, Select, TextField } from "@/ui";
import styles from "./rules.module.css";

export interface ConditionRowProps {
  readonly rule: number;
  readonly number: number;
  readonly comparison: Comparison;
  readonly fields: FieldsByKey;
  readonly onChange: (comparison: Comparison) => void;
  readonly onAdd: () => void;
  readonly onRemove?: () => void;
}

/** "[Category] [is] [Other]": the operators come from the field's type, the values from its options. */
export function ConditionRow({
  rule,
  number,
  comparison,
  fields,
  onChange,
  onAdd,
  onRemove,
}: ConditionRowProps) {
  const field = fields.get(comparison.field);
  const kind = field?.kind ?? "text";
  const operators = operatorsFor(kind);
  const known = [...fields].map(([key, one]) => ({ id: key, label: one.label }));
  const options = field
    ? known
    : [{ id: comparison.field, label: `${words.ruleWords.gone}: ${comparison.field}` }, ...known];
  const chooseField = (key: string) => {
    const next = fields.get(key);
    const fits = operatorsFor(next?.kind ?? "text").includes(comparison.operator);
    const isSameShape = shapeOf(next?.kind ?? "text") === shapeOf(kind) && shapeOf(kind) !== "option";
    onChange({
      kind: "comparison",
      field: key,
      operator: fits ? comparison.operator : (operatorsFor(next?.kind ?? "text")[0] ?? "is_not_empty"),
      value: fits && isSameShape ? comparison.value : null,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      onAdd();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in the value adds the next condition
    <div className={styles.condition} onKeyDown={onKeyDown}>
      <Select
        label={words.ruleWords.field(rule, number)}
        hideLabel
        options={options}
        value={comparison.field}
        onChange={chooseField}
      />
      <Select
        label={words.ruleWords.operator(rule, number)}
        hideLabel
        options={operators.map((id) => ({ id, label: operatorWords(id, kind) }))}
        value={comparison.operator}
        onChange={(id) => onChange({ ...comparison, operator: id as Operator })}
      />
      {NEEDS_NO_VALUE.has(comparison.operator) ? null : (
        <ValueControl
          label={words.ruleWords.value(rule, number)}
          field={field}
          value={comparison.value}
          onChange={(value) => onChange({ ...comparison, value })}
        />
      )}
      {onRemove ? (
        <IconButton label={words.ruleWords.removeCondition(number)} icon={X} onPress={onRemove} />
      ) : null}
    </div>
  );
}

/** Typed as people say it, 12.5, and kept as the share 0.125 that rules compare. */
function PercentControl({ label, value, onChange }: Omit<ValueProps, "field">) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      label={`${label}, %`}
      hideLabel
      inputMode="decimal"
      placeholder="0 %"
      value={typed ?? shareToPercent(value ?? "")}
      onChange={(text) => {
        setTyped(text);
        onChange(percentToShare(text));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

interface ValueProps {
  readonly label: string;
  readonly field: Field | undefined;
  readonly value: string | null;
  readonly onChange: (value: string) => void;
}

function ValueControl({ label, field, value, onChange }: ValueProps) {
  const shape = shapeOf(field?.kind ?? "text");
  const options = field?.settings.options;
  if ((shape === "option" || shape === "options") && Array.isArray(options)) {
    const choices = (options as unknown as readonly { key: string; label: string }[]).map((one) => ({
      id: one.key,
      label: one.label,
    }));
    return <Select label={label} hideLabel options={choices} value={value} onChange={onChange} />;
  }
  const isNumber = shape === "number";
  if (field?.kind === "percent") return <PercentControl label={label} value={value} onChange={onChange} />;
  return (
    <TextField
      label={label}
      hideLabel
      value={value ?? ""}
      onChange={onChange}
      inputMode={isNumber ? "decimal" : "text"}
      placeholder={isNumber ? "0" : shape === "date" ? "2026-12-31" : shape === "time" ? "14:00" : ""}
    />
  );
}
