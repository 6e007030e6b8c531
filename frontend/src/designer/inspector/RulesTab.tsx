import Plus from "lucide-react/icons/plus";
import { ruleReading } from "@/designer/form/nodeFacts";
import { goTo } from "@/designer/frame/areas";
import { startRule } from "@/designer/rules/newRule";
import { useCanEdit, useCatalogue, useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { rulesUsing } from "@/document/rules/uses";
import { sortedIds } from "@/document/tree/bySort";
import { labelOf } from "@/document/tree/labels";
import { Button } from "@/ui";
import styles from "./inspector.module.css";

/** Rules about this object, and rules that read it; each opens in the rules builder. */
export function RulesTab({ id }: { readonly id: string }) {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const catalogue = useCatalogue();
  const document = useDraft((state) => state.document);
  const label = labelOf(document, catalogue, id);
  const key = document.fields[document.nodes[id]?.field ?? ""]?.key;
  const reading = key ? rulesUsing(document, new Set([key])) : [];
  const all = sortedIds(document.rules);
  const own = all.filter((rule) => document.rules[rule]?.target === id || reading.includes(rule));
  const open = (rule: string) => {
    bench.screen.setState({ rule });
    goTo(bench, "rules");
  };
  return (
    <div className={styles.body}>
      {own.length === 0 ? <p className={styles.none}>{words.ruleWords.noneHere}</p> : null}
      <ul className={styles.rules}>
        {own.map((rule) => {
          const one = document.rules[rule];
          if (!one) return null;
          const target = labelOf(document, catalogue, one.target);
          return (
            <li key={rule}>
              <button type="button" onClick={() => open(rule)}>
                {words.ruleWords.reading(one.effect, target, ruleReading(document, one))}
              </button>
            </li>
          );
        })}
      </ul>
      {canEdit ? (
        <Button size="sm" icon={Plus} onPress={() => startRule(bench, id)}>
          {words.ruleWords.addFor(label)}
        </Button>
      ) : null}
    </div>
  );
}
