import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { ruleReading } from "@/designer/form/nodeFacts";
import frame from "@/designer/frame/frame.module.css";
import { Lock } from "@/designer/frame/Lock";
import {
  useCanEdit,
  useCatalogue,
  useDraft,
  useScreen,
  useWorkbench,
  type Workbench,
} from "@/designer/store/context";
import { words } from "@/designer/words";
import { quickChecks } from "@/document/rules/quickChecks";
import { keysIn } from "@/document/rules/uses";
import { sortedIds } from "@/document/tree/bySort";
import { labelOf } from "@/document/tree/labels";
import { rows } from "@/document/tree/rows";
import type { Definition } from "@/document/types";
import { Button, cx, Select } from "@/ui";
import { startRule } from "./newRule";
import { RuleEditor } from "./RuleEditor";
import styles from "./rules.module.css";

/** All rules of the app, and the one that is open as sentence rows. */
export default function RulesArea() {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const catalogue = useCatalogue();
  const document = useDraft((state) => state.document);
  const open = useScreen((state) => state.rule);
  const [filter, setFilter] = useState("");
  const all = sortedIds(document.rules);
  const shown = all.filter((id) => filter === "" || keysIn(document.rules[id]?.when ?? "").has(filter));
  const chosen = open && document.rules[open] ? open : (shown[0] ?? null);
  return (
    <div className={styles.area}>
      <section className={styles.side} aria-label={words.ruleWords.list} data-region tabIndex={-1}>
        <h1 className={frame.h1} tabIndex={-1}>
          {words.ruleWords.title}
        </h1>
        <Select
          label={words.ruleWords.filter}
          options={[
            { id: "", label: words.ruleWords.allFields },
            ...sortedIds(document.fields).map((id) => ({
              id: document.fields[id]?.key ?? id,
              label: document.fields[id]?.label ?? id,
            })),
          ]}
          value={filter}
          onChange={setFilter}
        />
        {all.length === 0 ? <p className="hush">{words.ruleWords.none}</p> : null}
        <ol className={styles.list}>
          {shown.map((id) => {
            const rule = document.rules[id];
            if (!rule) return null;
            const notes = quickChecks(document, rule).filter((note) => note.severity === "must_fix").length;
            return (
              <li key={id}>
                <button
                  type="button"
                  className={cx(styles.entry, id === chosen && styles.current)}
                  aria-current={id === chosen}
                  onClick={() => bench.screen.setState({ rule: id })}
                >
                  <span className={styles.number}>{all.indexOf(id) + 1}</span>
                  <span>
                    {words.ruleWords.reading(
                      rule.effect,
                      labelOf(document, catalogue, rule.target),
                      ruleReading(document, rule),
                    )}
                    {notes > 0 ? <strong className={styles.bad}> {words.problemCount(notes)}</strong> : null}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
        {canEdit ? (
          <Button
            icon={Plus}
            onPress={() => addFirst(bench, document)}
            {...(targetOf(document) ? {} : { unavailable: words.emptyTitle })}
          >
            {words.ruleWords.add}
          </Button>
        ) : null}
      </section>
      <section
        className={styles.main}
        aria-label={words.ruleWords.position(chosen ? all.indexOf(chosen) + 1 : 0)}
        data-region
        tabIndex={-1}
      >
        {chosen ? (
          <Lock>
            <RuleEditor key={chosen} id={chosen} number={all.indexOf(chosen) + 1} count={all.length} />
          </Lock>
        ) : null}
      </section>
    </div>
  );
}

/** The last question of the first form: what most rules are about. */
function targetOf(document: Definition): string | null {
  const page = sortedIds(document.pages, (one) => one.kind === "form")[0];
  if (!page) return null;
  const ids = rows(document, page, new Set()).map((row) => row.id);
  const withoutRule = ids.filter((id) => !Object.values(document.rules).some((rule) => rule.target === id));
  return withoutRule.findLast((id) => document.nodes[id]?.field) ?? ids.at(-1) ?? null;
}

function addFirst(bench: Workbench, document: Definition): void {
  const target = targetOf(document);
  if (target) startRule(bench, target);
}
