import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import CircleCheck from "lucide-react/icons/circle-check";
import Trash2 from "lucide-react/icons/trash-2";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useState } from "react";
import { useExpressionCheck } from "@/designer/inspector/ExpressionField";
import { perform, useCanEdit, useCatalogue, useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { setProperty } from "@/document/commands/setProperty";
import { keysBetween } from "@/document/order/keysBetween";
import type { Group as ConditionGroup } from "@/document/rules/condition";
import { fromText } from "@/document/rules/fromText";
import { fieldsOf, quickChecks } from "@/document/rules/quickChecks";
import { reading } from "@/document/rules/reading";
import { toText } from "@/document/rules/toText";
import { sortedIds } from "@/document/tree/bySort";
import { labelOf } from "@/document/tree/labels";
import { rows } from "@/document/tree/rows";
import type { Definition, Json, Rule } from "@/document/types";
import { Icon, IconButton, Select, TextArea } from "@/ui";
import { GroupRows } from "./GroupRows";
import styles from "./rules.module.css";

export interface RuleEditorProps {
  readonly id: string;
  readonly number: number;
  readonly count: number;
}

/** One rule as a sentence: when these are true, then show or require that. */
export function RuleEditor({ id, number, count }: RuleEditorProps) {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const catalogue = useCatalogue();
  const document = useDraft((state) => state.document);
  const rule = document.rules[id];
  const [typing, setTyping] = useState<{ group: ConditionGroup; base: string } | null>(null);
  const answer = useExpressionCheck(rule?.when ?? "", rule?.entity ?? null);
  if (!rule) return null;
  const fields = fieldsOf(document, rule.entity);
  const kinds = new Map([...fields].map(([key, field]) => [key, field.kind]));
  const stored = fromText(rule.when);
  const group = typing && typing.base === rule.when ? typing.group : stored;
  const target = labelOf(document, catalogue, rule.target);
  const notes = quickChecks(document, rule);
  const isComplete = group === null || toText(group, kinds) !== null;

  const set = (path: keyof Rule, value: Json) =>
    perform(
      bench,
      setProperty(bench.draft.getState().document, { in: "rules", id }, path, value, `change rule ${number}`),
      {
        coalesce: `rules/${id}/${path}`,
      },
    );
  const change = (next: ConditionGroup) => {
    const text = toText(next, kinds);
    setTyping({ group: next, base: text ?? rule.when });
    if (text !== null) set("when", text);
  };

  return (
    <div className={styles.editor} data-rule={id}>
      <div className={styles.head}>
        <h2>{words.ruleWords.position(number)}</h2>
        {canEdit ? (
          <>
            <IconButton
              label={words.ruleWords.up(number)}
              icon={ArrowUp}
              onPress={() => reorder(bench, document, id, -1)}
              {...(number === 1 ? { unavailable: words.alreadyFirst } : {})}
            />
            <IconButton
              label={words.ruleWords.down(number)}
              icon={ArrowDown}
              onPress={() => reorder(bench, document, id, 1)}
              {...(number === count ? { unavailable: words.alreadyLast } : {})}
            />
            <IconButton
              label={words.ruleWords.remove(number)}
              icon={Trash2}
              onPress={() =>
                perform(bench, {
                  label: `delete rule ${number}`,
                  operations: [{ op: "remove", in: "rules", id }],
                  said: `Rule ${number} deleted. Control Z to undo.`,
                })
              }
            />
          </>
        ) : null}
      </div>
      {group ? (
        <GroupRows rule={number} group={group} fields={fields} first={1} onChange={change} />
      ) : (
        <TextArea
          label={words.ruleWords.asText}
          hint={words.ruleWords.asTextHint}
          value={rule.when}
          mono
          rows={3}
          onChange={(text) => set("when", text)}
          {...(answer?.problems[0] ? { error: answer.problems[0].message } : {})}
        />
      )}
      <div className={styles.then}>
        <span className={styles.word}>{words.ruleWords.thenWord}</span>
        <Select
          label={words.ruleWords.effect}
          hideLabel
          options={[
            { id: "show", label: words.ruleWords.show },
            { id: "require", label: words.ruleWords.require },
          ]}
          value={rule.effect}
          onChange={(value) => set("effect", value)}
        />
        <Select
          label={words.ruleWords.target}
          hideLabel
          options={targets(document, catalogue, rule)}
          value={document.nodes[rule.target] ? rule.target : null}
          onChange={(value) => set("target", value)}
        />
      </div>
      {isComplete ? null : <p className={styles.note}>{words.ruleWords.incomplete}</p>}
      <p className={styles.reading}>
        {words.ruleWords.reading(
          rule.effect,
          target,
          group ? reading(group, fields) : (answer?.text ?? rule.when),
        )}
      </p>
      <Checks notes={notes} problems={answer?.problems.map((one) => one.message) ?? []} />
    </div>
  );
}

function Checks({
  notes,
  problems,
}: {
  readonly notes: ReturnType<typeof quickChecks>;
  readonly problems: readonly string[];
}) {
  const all = [
    ...notes,
    ...problems
      .filter((message) => !notes.some((note) => note.message === message))
      .map((message) => ({ severity: "must_fix" as const, message })),
  ];
  if (all.length === 0) {
    return (
      <p className={styles.fine}>
        <Icon of={CircleCheck} /> {words.ruleWords.fine}
      </p>
    );
  }
  return (
    <ul className={styles.checks}>
      {all.map((note) => (
        <li key={note.message} data-tone={note.severity === "must_fix" ? "bad" : "warn"}>
          <Icon of={TriangleAlert} />
          <span>
            <strong>{note.severity === "must_fix" ? words.ruleWords.mustFix : words.ruleWords.advice}</strong>{" "}
            {note.message}
          </span>
        </li>
      ))}
    </ul>
  );
}

function targets(document: Definition, catalogue: Parameters<typeof labelOf>[1], rule: Rule) {
  const pages = sortedIds(document.pages, (page) => page.kind === "form" && page.entity === rule.entity);
  return pages.flatMap((page) =>
    rows(document, page, new Set())
      .filter((row) => rule.effect === "show" || document.nodes[row.id]?.field)
      .map((row) => ({
        id: row.id,
        label: labelOf(document, catalogue, row.id),
        note: pages.length > 1 ? document.pages[page]?.title : undefined,
      })),
  );
}

function reorder(bench: ReturnType<typeof useWorkbench>, document: Definition, id: string, by: 1 | -1): void {
  const rest = sortedIds(document.rules).filter((one) => one !== id);
  const at = sortedIds(document.rules).indexOf(id) + by;
  const orderOf = (index: number) => document.rules[rest[index] ?? ""]?.order ?? null;
  const order = keysBetween(orderOf(at - 1), orderOf(at), 1)[0];
  if (!order) return;
  perform(bench, {
    label: `move rule ${at + 1 - by}`,
    operations: [{ op: "move", in: "rules", id, order }],
    said: `Rule placed. Position ${at + 1} of ${rest.length + 1}.`,
  });
}
