import { useEffect, useState } from "react";
import { Problem } from "@/api/client";
import type { EntitySpec, FieldSpec } from "@/library/types";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Dialog, DialogFoot } from "@/ui/Dialog";
import { Radio, RadioGroup } from "@/ui/RadioGroup";
import { firstMessage } from "../services";
import styles from "./export.module.css";
import type { Count, ExportsApi, RecordExport } from "./exports";
import { words } from "./words";

export interface ExportDialogProps {
  readonly api: ExportsApi;
  readonly entity: EntitySpec;
  /** The columns of the list. */
  readonly columns: readonly FieldSpec[];
  /** What the list is filtered by now. */
  readonly filters: Readonly<Record<string, string>>;
  readonly onStarted: (started: RecordExport) => void;
  readonly onClose: () => void;
}

/** Which records, which columns, which file. */
export function ExportDialog({ entity, onClose, ...rest }: ExportDialogProps) {
  return (
    <Dialog
      title={words.title(entity.label_plural)}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      <Questions entity={entity} onClose={onClose} {...rest} />
    </Dialog>
  );
}

function Questions({ api, entity, columns, filters, onStarted, onClose }: ExportDialogProps) {
  const isFiltered = Object.keys(filters).length > 0;
  const [scope, setScope] = useState(isFiltered ? "filtered" : "all");
  const [choice, setChoice] = useState("list");
  const [format, setFormat] = useState<"csv" | "xlsx">("xlsx");
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const filtered = useCount(api, filters, isFiltered);
  const everything = useCount(api, NO_FILTERS, true);
  const chosen = scope === "filtered" ? filtered : everything;

  const start = async () => {
    setIsBusy(true);
    setRefusal(null);
    try {
      const started = await api.start({
        format,
        columns: choice === "list" ? columns.map((field) => field.key) : null,
        filters: scope === "filtered" ? filters : {},
      });
      onStarted(started);
    } catch (error) {
      setIsBusy(false);
      setRefusal(error instanceof Problem ? firstMessage(error) : String(error));
    }
  };

  return (
    <>
      {refusal ? (
        <Banner tone="bad" title={words.failedTitle} alert>
          {refusal}
        </Banner>
      ) : null}
      <RadioGroup label={words.what} value={scope} onChange={setScope}>
        {isFiltered ? (
          <Radio value="filtered" note={<CountText count={filtered} />}>
            {words.filtered}
          </Radio>
        ) : null}
        <Radio value="all" note={<CountText count={everything} />}>
          {words.everything(entity.label_plural)}
        </Radio>
      </RadioGroup>
      <RadioGroup label={words.columns} value={choice} onChange={setChoice}>
        <Radio
          value="list"
          note={words.listFields(
            columns.map((field) => field.label),
            columns.some((field) => field.kind === "money"),
          )}
        >
          {words.listColumns}
        </Radio>
        <Radio value="all" note={words.allFields(entity.fields.length)}>
          {words.allColumns}
        </Radio>
      </RadioGroup>
      <RadioGroup
        label={words.format}
        value={format}
        onChange={(value) => setFormat(value === "csv" ? "csv" : "xlsx")}
      >
        <Radio value="xlsx">{words.excel}</Radio>
        <Radio value="csv">{words.csv}</Radio>
      </RadioGroup>
      <p className={styles.safe}>{words.safe}</p>
      <DialogFoot>
        <Button onPress={onClose}>{words.leave}</Button>
        <Button
          variant="primary"
          busy={isBusy}
          unavailable={chosen?.value === 0 ? words.none : undefined}
          onPress={start}
        >
          {words.start}
        </Button>
      </DialogFoot>
    </>
  );
}

const NO_FILTERS: Readonly<Record<string, string>> = {};

function CountText({ count }: { readonly count: Count | null | undefined }) {
  if (count === null) {
    return null;
  }
  return count ? words.many(count.value, count.exact) : words.counting;
}

/** How many records there are: undefined while that is asked, null when nobody could say. */
function useCount(
  api: ExportsApi,
  filters: Readonly<Record<string, string>>,
  isAsked: boolean,
): Count | null | undefined {
  const [count, setCount] = useState<Count | null>();
  useEffect(() => {
    const leaving = new AbortController();
    if (isAsked) {
      api.count(filters, leaving.signal).then(setCount, () => setCount(null));
    }
    return () => leaving.abort();
  }, [api, filters, isAsked]);
  return count;
}
