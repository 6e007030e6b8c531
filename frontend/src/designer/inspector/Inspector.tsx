import X from "lucide-react/icons/x";
import { useEffect, useState } from "react";
import { Lock } from "@/designer/frame/Lock";
import { useCatalogue, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { labelOf } from "@/document/tree/labels";
import { IconButton, SearchField, Tabs } from "@/ui";
import { FieldData } from "./FieldData";
import { FieldTab } from "./FieldTab";
import styles from "./inspector.module.css";
import { ManyTab } from "./ManyTab";
import { PageTab } from "./PageTab";
import { RulesTab } from "./RulesTab";

/** Properties of what is selected; of the page when nothing is. */
export function Inspector({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const selected = useScreen((state) => state.selected);
  const tab = useScreen((state) => state.inspector);
  const notice = useScreen((state) => state.notice);
  // Never another object than the selected one: what is typed here must not go astray.
  const id = [...selected][0] ?? null;
  const label = useDraft((state) =>
    id && state.document.nodes[id] ? labelOf(state.document, catalogue, id) : null,
  );
  const fieldId = useDraft((state) => (id ? (state.document.nodes[id]?.field ?? null) : null));
  const [query, setQuery] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object starts with all of its settings
  useEffect(() => setQuery(""), [id]);

  useFocusAfter(notice);

  if (selected.size > 1) {
    return (
      <div className={styles.pane}>
        <Head title={words.inspector.many(selected.size)} />
        <Lock>
          <ManyTab ids={[...selected]} />
        </Lock>
      </div>
    );
  }
  if (!id || label === null) {
    return (
      <div className={styles.pane}>
        <Head title={words.form} />
        {notice ? <p className={styles.notice}>{notice}</p> : null}
        <Lock>
          <PageTab page={page} />
        </Lock>
        <p className={styles.none}>{words.inspector.none}</p>
      </div>
    );
  }
  return (
    <div className={styles.pane}>
      <Head title={label} />
      <Tabs
        label={words.inspector.tabsLabel}
        selected={fieldId === null && tab === "data" ? "field" : tab}
        onSelect={(next) => bench.screen.setState({ inspector: next })}
        className={styles.tabs}
        tabs={[
          {
            id: "field",
            label: words.inspector.tabs.field,
            content: (
              <div className={styles.body}>
                <SearchField
                  label={words.inspector.search}
                  hideLabel
                  placeholder={words.inspector.search}
                  value={query}
                  onChange={setQuery}
                />
                <Lock>
                  <FieldTab key={id} id={id} query={query} />
                </Lock>
              </div>
            ),
          },
          { id: "rules", label: words.inspector.tabs.rules, content: <RulesTab id={id} /> },
          ...(fieldId
            ? [
                {
                  id: "data",
                  label: words.inspector.tabs.data,
                  content: (
                    <Lock>
                      <FieldData key={fieldId} id={fieldId} />
                    </Lock>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

/** The control that had the keyboard focus went with its object: the heading takes it, over the sentence that says so. */
function useFocusAfter(notice: string | null): void {
  useEffect(() => {
    if (notice && document.activeElement === document.body) document.getElementById("properties")?.focus();
  }, [notice]);
}

function Head({ title }: { readonly title: string }) {
  const bench = useWorkbench();
  return (
    <div className={styles.head}>
      <h2 id="properties" tabIndex={-1}>
        {title}
      </h2>
      <span className={styles["only-sheet"]}>
        <IconButton
          label={words.inspector.close}
          icon={X}
          onPress={() => bench.screen.setState({ isSheetOpen: false })}
        />
      </span>
    </div>
  );
}
