import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "@/api/client";
import { Banner, Button, NumberField, Select, TextField } from "@/ui";
import { BadCellsChoice } from "./BadCellsChoice";
import { ColumnTable } from "./ColumnTable";
import { choicesFor, obstacle, titleFrom } from "./choices";
import { PreviewTable } from "./PreviewTable";
import styles from "./start.module.css";
import type { BadCells, ColumnChoice, SheetPlan, Upload } from "./types";
import { words } from "./words";

/** From an inspected table to an app: sheet and heading row, columns, cells that do not fit, what will be made. */
export function Wizard({ upload, onBack }: { readonly upload: Upload; readonly onBack: () => void }) {
  const { inspection } = upload;
  if (inspection.status === "refused" || inspection.sheets.length === 0) {
    return (
      <Banner
        tone="bad"
        title={words.refused}
        actions={<Button onPress={onBack}>{words.again}</Button>}
        alert
      >
        <ul>
          {inspection.problems.map((problem) => (
            <li key={problem.where + problem.code}>
              {problem.where ? `${problem.where}: ` : ""}
              {problem.message}
            </li>
          ))}
        </ul>
      </Banner>
    );
  }
  return <SheetWizard upload={upload} onBack={onBack} />;
}

/** The first sheet that has data: that is what people mean when a workbook opens on a cover sheet. */
function firstUseful(sheets: readonly SheetPlan[]): SheetPlan | undefined {
  return sheets.find((sheet) => sheet.rows > 0 && sheet.columns.length > 0) ?? sheets[0];
}

function SheetWizard({ upload, onBack }: { readonly upload: Upload; readonly onBack: () => void }) {
  const { sheets, name } = upload.inspection;
  const [sheetName, setSheetName] = useState(() => firstUseful(sheets)?.name ?? "");
  const [title, setTitle] = useState(() => titleFrom(name));
  const [decided, setDecided] = useState<readonly ColumnChoice[]>([]);
  const [badCells, setBadCells] = useState<BadCells>("empty");
  const sheet = sheets.find((one) => one.name === sheetName) ?? sheets[0];
  const create = useMutation({
    mutationFn: (body: unknown) => post<{ id: string }>(`/api/imports/${upload.id}/app`, body),
    onSuccess: (app) => window.location.assign(`/apps/${app.id}/form/`),
  });
  const headings = useHeadings(upload);
  if (!sheet) return null;
  const choices = choicesFor(sheet, decided);
  const blocked = obstacle(title, choices);
  const badCount = badCountOf(sheet, choices);
  return (
    <div className={styles.wizard}>
      <div className={styles.steps}>
        <div className={styles.source}>
          <TextField label={words.name} value={title} onChange={setTitle} />
          {sheets.length > 1 ? (
            <Select
              label={words.sheetName}
              value={sheet.name}
              options={sheets.map((one) => ({
                id: one.name,
                label: one.name,
                note: words.sheetRows(one.rows),
              }))}
              onChange={setSheetName}
            />
          ) : null}
          <HeaderRow
            key={`${sheet.name} ${sheet.header_row}`}
            sheet={sheet}
            busy={headings.isPending}
            onApply={headings.mutate}
          />
        </div>
        <section aria-labelledby="step-columns">
          <h2 id="step-columns">{words.step.columns}</h2>
          <PersonalFound sheet={sheet} choices={choices} />
          <ColumnTable sheet={sheet} choices={choices} onChange={setDecided} />
        </section>
        {badCount > 0 ? (
          <section aria-labelledby="step-bad">
            <h2 id="step-bad">{words.step.bad}</h2>
            <BadCellsChoice sheet={sheet} count={badCount} value={badCells} onChange={setBadCells} />
          </section>
        ) : null}
        <PreviewTable sheet={sheet} choices={choices} />
      </div>
      <Made sheet={sheet} choices={choices} title={title}>
        {create.isError ? (
          <Banner tone="bad" title={words.refused} alert>
            {create.error.message}
          </Banner>
        ) : null}
        <Button
          variant="primary"
          wide
          busy={create.isPending || create.isSuccess}
          {...(blocked ? { unavailable: blocked } : {})}
          onPress={() =>
            create.mutate({ title: title.trim(), sheet: sheet.name, columns: choices, bad_cells: badCells })
          }
        >
          {words.create}
        </Button>
        <Button variant="quiet" wide onPress={onBack}>
          {words.back}
        </Button>
      </Made>
    </div>
  );
}

const LIST = new Intl.ListFormat(undefined, { type: "conjunction" });

/** Says above the table which columns were taken for personal data: a switch far down would be missed. */
function PersonalFound({
  sheet,
  choices,
}: {
  readonly sheet: SheetPlan;
  readonly choices: readonly ColumnChoice[];
}) {
  const guessed = new Set(sheet.columns.filter((column) => column.personal).map((column) => column.key));
  const marked = choices.filter((choice) => choice.include && choice.personal && guessed.has(choice.key));
  return marked.length === 0 ? null : (
    <Banner tone="info" title={words.personalFound(marked.length)}>
      {words.personalAsk(LIST.format(marked.map((choice) => choice.label)))}
    </Banner>
  );
}

function badCountOf(sheet: SheetPlan, choices: readonly ColumnChoice[]): number {
  const used = new Set(choices.filter((choice) => choice.include).map((choice) => choice.key));
  return sheet.columns.reduce((sum, column) => sum + (used.has(column.key) ? column.bad_count : 0), 0);
}

/** Moves the heading row: the server inspects the table again. */
function useHeadings(upload: Upload) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (choice: { sheet: string; header_row: number }) =>
      post<Upload>(`/api/imports/${upload.id}/inspection`, { choices: [choice] }),
    onSuccess: (next) => cache.setQueryData(["import", upload.id], next),
  });
}

interface HeaderRowProps {
  readonly sheet: SheetPlan;
  readonly busy: boolean;
  readonly onApply: (choice: { sheet: string; header_row: number }) => void;
}

function HeaderRow({ sheet, busy, onApply }: HeaderRowProps) {
  const [row, setRow] = useState(sheet.header_row ?? 0);
  const changed = row !== (sheet.header_row ?? 0);
  return (
    <div className={styles.header}>
      <NumberField
        label={words.header}
        hint={words.headerHint}
        minValue={0}
        maxValue={1000}
        value={row}
        onChange={setRow}
      />
      {changed ? (
        <Button busy={busy} onPress={() => onApply({ sheet: sheet.name, header_row: row })}>
          {words.applyHeader}
        </Button>
      ) : null}
    </div>
  );
}

interface MadeProps {
  readonly sheet: SheetPlan;
  readonly choices: readonly ColumnChoice[];
  readonly title: string;
  readonly children: React.ReactNode;
}

function Made({ sheet, choices, title, children }: MadeProps) {
  const fields = choices.filter((choice) => choice.include).length;
  return (
    <aside className={styles.made} aria-labelledby="made">
      <h2 id="made">{words.step.made}</h2>
      <ul>
        <li>{words.made.entity(title.trim() || words.name, fields)}</li>
        <li>{words.made.form}</li>
        <li>{words.made.list}</li>
        <li>{words.made.record}</li>
        <li>{words.made.rows(sheet.rows)}</li>
      </ul>
      <p className="hush">{words.made.private}</p>
      {children}
    </aside>
  );
}
