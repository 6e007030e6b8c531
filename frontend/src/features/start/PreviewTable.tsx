import { Disclosure, Table, Td, Th } from "@/ui";
import { aligned, shown } from "./choices";
import styles from "./start.module.css";
import type { ColumnChoice, SheetPlan } from "./types";
import { words } from "./words";

const ROWS = 5;
const NUMBERS = new Set(["number", "money", "percent"]);
const TEXTS = new Set(["text", "textarea"]);

/** The first rows as they will be stored. */
export function PreviewTable({
  sheet,
  choices,
}: {
  readonly sheet: SheetPlan;
  readonly choices: readonly ColumnChoice[];
}) {
  const used = choices.filter((choice) => choice.include);
  const columns = new Map(sheet.columns.map((column) => [column.key, column]));
  if (used.length === 0 || sheet.preview.length === 0) return null;
  const rows = sheet.preview.slice(0, ROWS);
  const cells = used.map((choice) => {
    const texts = rows.map((row) => shown(row.values[choice.key], columns.get(choice.key)));
    return NUMBERS.has(choice.kind) ? aligned(texts) : texts;
  });
  return (
    <Disclosure title={words.preview} defaultExpanded>
      <Table label={words.preview}>
        <thead>
          <tr>
            {used.map((choice) => (
              <Th key={choice.key} numeric={NUMBERS.has(choice.kind)}>
                {choice.label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.number}>
              {used.map((choice, place) => (
                <Td
                  key={choice.key}
                  numeric={NUMBERS.has(choice.kind)}
                  className={TEXTS.has(choice.kind) ? styles.long : styles.short}
                >
                  {cells[place]?.[index] || <span className="hush">{words.empty}</span>}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Disclosure>
  );
}
