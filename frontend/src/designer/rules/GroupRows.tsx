import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { words } from "@/designer/words";
import type { Comparison, Group } from "@/document/rules/condition";
import type { FieldsByKey } from "@/document/rules/reading";
import { Button, IconButton, Select } from "@/ui";
import { ConditionRow } from "./ConditionRow";
import styles from "./rules.module.css";

export interface GroupRowsProps {
  readonly rule: number;
  readonly group: Group;
  readonly fields: FieldsByKey;
  /** The number of the group's first condition within the rule. */
  readonly first: number;
  readonly onChange: (group: Group) => void;
  /** Inside another group: no further level is offered, and the group can be removed. */
  readonly onRemove?: () => void;
}

/** "When all of these are true" with its conditions, and one more level of groups. */
export function GroupRows({ rule, group, fields, first, onChange, onRemove }: GroupRowsProps) {
  const replace = (index: number, part: Comparison | Group | null) => {
    const parts = group.parts.flatMap((one, at) => (at === index ? (part ? [part] : []) : [one]));
    if (parts.length > 0) onChange({ ...group, parts });
    else onRemove?.();
  };
  const fresh = (): Comparison => {
    const used = new Set(group.parts.map((part) => (part.kind === "comparison" ? part.field : "")));
    const key = [...fields.keys()].find((one) => !used.has(one)) ?? [...fields.keys()][0] ?? "";
    return { kind: "comparison", field: key, operator: "is_not_empty", value: null };
  };
  const numbers = numbersOf(group, first);
  return (
    <fieldset className={onRemove ? styles.inner : styles.outer}>
      <legend className={styles.join}>
        <span className={styles.word}>{onRemove ? "" : words.ruleWords.when}</span>
        <Select
          label={words.ruleWords.join(rule)}
          hideLabel
          options={[
            { id: "all", label: words.ruleWords.all },
            { id: "any", label: words.ruleWords.any },
          ]}
          value={group.join}
          onChange={(join) => onChange({ ...group, join: join === "any" ? "any" : "all" })}
        />
        <span className={styles.word}>{words.ruleWords.of}</span>
        {onRemove ? <IconButton label={words.ruleWords.removeGroup} icon={X} onPress={onRemove} /> : null}
      </legend>
      <ol className={styles.parts}>
        {group.parts.map((part, index) => (
          // Parts have no identity of their own: their place is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            {part.kind === "group" ? (
              <GroupRows
                rule={rule}
                group={part}
                fields={fields}
                first={numbers[index] ?? 1}
                onChange={(next) => replace(index, next)}
                onRemove={() => replace(index, null)}
              />
            ) : (
              <ConditionRow
                rule={rule}
                number={numbers[index] ?? 1}
                comparison={part}
                fields={fields}
                onChange={(next) => replace(index, next)}
                onAdd={() => onChange({ ...group, parts: [...group.parts, fresh()] })}
                {...(group.parts.length > 1 || onRemove ? { onRemove: () => replace(index, null) } : {})}
              />
            )}
          </li>
        ))}
      </ol>
      <div className={styles.adds}>
        <Button
          size="sm"
          icon={Plus}
          onPress={() => onChange({ ...group, parts: [...group.parts, fresh()] })}
        >
          {words.ruleWords.addCondition}
        </Button>
        {onRemove ? null : (
          <Button
            size="sm"
            variant="quiet"
            icon={Plus}
            onPress={() => {
              const other = group.join === "all" ? "any" : "all";
              const inner: Group = { kind: "group", join: other, parts: [fresh()] };
              onChange({ ...group, parts: [...group.parts, inner] });
            }}
          >
            {words.ruleWords.addGroup}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function numbersOf(group: Group, first: number): number[] {
  let next = first;
  return group.parts.map((part) => {
    const own = next;
    next += part.kind === "group" ? part.parts.length : 1;
    return own;
  });
}
