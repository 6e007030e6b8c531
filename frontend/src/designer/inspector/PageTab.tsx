import { perform, useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { setProperty } from "@/document/commands/setProperty";
import { TextArea, TextField } from "@/ui";
import styles from "./inspector.module.css";

/** Title and introduction of a page. */
export function PageTab({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const title = useDraft((state) => state.document.pages[page]?.title ?? "");
  const intro = useDraft((state) => state.document.pages[page]?.intro ?? "");
  const set = (path: "title" | "intro", text: string) =>
    perform(
      bench,
      setProperty(
        bench.draft.getState().document,
        { in: "pages", id: page },
        path,
        text,
        `change ${path} of ${title}`,
      ),
      { coalesce: `pages/${page}/${path}` },
    );
  return (
    <div className={styles.settings}>
      <TextField
        label={words.inspector.pageTitle}
        value={title}
        maxLength={120}
        onChange={(text) => set("title", text)}
      />
      <TextArea
        label={words.inspector.pageIntro}
        value={intro}
        rows={3}
        onChange={(text) => set("intro", text)}
      />
    </div>
  );
}
