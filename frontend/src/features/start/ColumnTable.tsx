import UserRound from "lucide-react/icons/user-round";
import { Checkbox, Icon, Select, Switch, Table, Td, TextField, Th } from "@/ui";
import { markPersonal } from "./choices";
import styles from "./start.module.css";
import type { ColumnChoice, ColumnPlan, Sensitivity, SheetPlan } from "./types";
import { words } from "./words";

const SENSITIVITIES = Object.entries(words.sensitivities).map(([id, label]) => ({ id, label }));

export interface ColumnTableProps {
  readonly sheet: SheetPlan;
  readonly choices: readonly ColumnChoice[];
  readonly onChange: (choices: readonly ColumnChoice[]) => void;
}

/** One row a column: use it, its name, its type with the evidence, required, and how carefully it must be treated. */
export function ColumnTable({ sheet, choices, onChange }: ColumnTableProps) {
  const change = (key: string, part: Partial<ColumnChoice>) =>
    onChange(choices.map((choice) => (choice.key === key ? { ...choice, ...part } : choice)));
  const { columns } = words;
  return (
    <Table label={words.step.columns} cards>
      <thead>
        <tr>
          <Th>{columns.use}</Th>
          <Th>{columns.label}</Th>
          <Th>{columns.kind}</Th>
          <Th>{columns.required}</Th>
          <Th>{columns.sensitivity}</Th>
        </tr>
      </thead>
      <tbody>
        {sheet.columns.map((column, index) => {
          const choice = choices[index];
          return choice ? (
            <Row
              key={column.key}
              column={column}
              choice={choice}
              onChange={(part) => change(column.key, part)}
            />
          ) : null;
        })}
      </tbody>
    </Table>
  );
}

interface RowProps {
  readonly column: ColumnPlan;
  readonly choice: ColumnChoice;
  readonly onChange: (part: Partial<ColumnChoice>) => void;
}

function Row({ column, choice, onChange }: RowProps) {
  const kinds = [column.kind, ...column.alternatives.filter((kind) => kind !== column.kind)];
  const options = kinds.map((id) => ({ id, label: words.kinds[id] ?? id }));
  return (
    <tr data-off={!choice.include} className={styles.column}>
      <Td label={words.columns.use} className={styles.tick}>
        <Checkbox isSelected={choice.include} onChange={(include) => onChange({ include })}>
          <span className="visually-hidden">{words.useColumn(column.label)}</span>
        </Checkbox>
      </Td>
      <Td label={words.columns.label} className={styles.cell}>
        <div className={styles.stack}>
          <TextField
            label={words.labelOf(column.column)}
            hideLabel
            value={choice.label}
            onChange={(label) => onChange({ label })}
          />
          <div className={styles.samples}>
            <span className="visually-hidden">{words.columns.samples}: </span>
            {[...new Set(column.samples)].slice(0, 3).map((sample) => (
              <span key={sample}>{sample}</span>
            ))}
          </div>
        </div>
      </Td>
      <Td label={words.columns.kind} className={styles.cell}>
        <div className={styles.stack}>
          <Select
            label={words.kindOf(choice.label)}
            hideLabel
            options={options}
            value={choice.kind}
            onChange={(kind) => onChange({ kind })}
          />
          <div className={styles.evidence}>{column.evidence}</div>
        </div>
      </Td>
      <Td label={words.columns.required} className={styles.tick}>
        <Checkbox isSelected={choice.required} onChange={(required) => onChange({ required })}>
          <span className="visually-hidden">{words.requiredOf(choice.label)}</span>
        </Checkbox>
      </Td>
      <Td label={words.columns.sensitivity} className={styles.cell}>
        <Care column={column} choice={choice} onChange={onChange} />
      </Td>
    </tr>
  );
}

/** How carefully it is treated. A guess that it is about a person is said with its reason; the switch is the answer. */
function Care({ column, choice, onChange }: RowProps) {
  const guess = column.personal ?? null;
  return (
    <div className={styles.care}>
      <Select
        label={words.sensitivityOf(choice.label)}
        hideLabel
        options={SENSITIVITIES}
        value={choice.sensitivity}
        onChange={(sensitivity) => onChange({ sensitivity: sensitivity as Sensitivity })}
      />
      {guess ? (
        <p className={styles.looks}>
          <Icon of={UserRound} />
          <span>{words.columns.looks(column.label, guess.what)}</span>
        </p>
      ) : null}
      <Switch
        aria-label={words.personalOf(choice.label)}
        isSelected={choice.personal}
        onChange={(personal) => onChange(markPersonal(choice, personal, guess))}
      >
        {words.columns.personal}
      </Switch>
      {choice.personal && choice.include ? (
        <TextField
          label={words.purposeOf(choice.label)}
          hint={words.purposeHint}
          value={choice.purpose}
          onChange={(purpose) => onChange({ purpose })}
        />
      ) : null}
    </div>
  );
}
