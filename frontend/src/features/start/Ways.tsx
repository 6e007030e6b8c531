import FileSpreadsheet from "lucide-react/icons/file-spreadsheet";
import SquarePen from "lucide-react/icons/square-pen";
import { type DragEvent, useRef, useState } from "react";
import { Banner, Button, Icon, ProgressLine, TextArea, TextField } from "@/ui";
import styles from "./start.module.css";
import { words } from "./words";

const ACCEPT = ".csv,.tsv,.txt,.xlsx,.xls,.xlsm,.xlsb,.ods";

export interface WaysProps {
  readonly reading: boolean;
  readonly creating: boolean;
  /** Why the last table was refused, a sentence each. */
  readonly refusal: readonly string[] | null;
  readonly blankError: string | null;
  readonly onTable: (source: File | string) => void;
  readonly onCancel: () => void;
  readonly onBlank: (title: string) => void;
}

/** The ways to start: a spreadsheet (file, drop, paste) or a blank form. */
export function Ways(props: WaysProps) {
  return (
    <>
      {props.refusal ? (
        <Banner tone="bad" title={words.refused} alert>
          {props.refusal.join(" ")}
        </Banner>
      ) : null}
      <div className={styles.ways}>
        <SpreadsheetWay {...props} />
        <BlankWay {...props} />
      </div>
    </>
  );
}

function SpreadsheetWay({ reading, onTable, onCancel }: WaysProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState("");
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onTable(file);
  };
  return (
    <section className={styles.way} aria-labelledby="way-sheet">
      <h2 id="way-sheet">
        <Icon of={FileSpreadsheet} size={20} />
        {words.sheet.title}
      </h2>
      <p>{words.sheet.text}</p>
      {reading ? (
        <div className={styles.reading} role="status">
          <ProgressLine label={words.sheet.reading} />
          <p>{words.sheet.reading}</p>
          <Button onPress={onCancel}>{words.sheet.cancel}</Button>
        </div>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
          <div
            className={styles.drop}
            data-over={over}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
          >
            <span>{words.sheet.drop}</span>
            <Button variant="primary" onPress={() => input.current?.click()}>
              {words.sheet.pick}
            </Button>
            <small>{words.sheet.types}</small>
            <input
              ref={input}
              type="file"
              accept={ACCEPT}
              hidden
              aria-label={words.sheet.pick}
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = "";
                if (file) onTable(file);
              }}
            />
          </div>
          <TextArea
            label={words.sheet.paste}
            hint={words.sheet.pasteHint}
            rows={4}
            mono
            value={pasted}
            onChange={setPasted}
          />
          {pasted.trim() ? <Button onPress={() => onTable(pasted)}>{words.sheet.usePaste}</Button> : null}
        </>
      )}
    </section>
  );
}

function BlankWay({ creating, blankError, onBlank }: WaysProps) {
  const [title, setTitle] = useState("");
  return (
    <section className={styles.way} aria-labelledby="way-blank">
      <h2 id="way-blank">
        <Icon of={SquarePen} size={20} />
        {words.blank.title}
      </h2>
      <p>{words.blank.text}</p>
      <form
        className={styles.blank}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onBlank(title);
        }}
      >
        <TextField
          label={words.blank.name}
          value={title}
          onChange={setTitle}
          {...(blankError ? { error: blankError } : {})}
        />
        <Button type="submit" busy={creating}>
          {words.blank.create}
        </Button>
      </form>
    </section>
  );
}
