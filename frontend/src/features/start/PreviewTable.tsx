import { Disclosure, Table, Td, Th } from "@/ui";
import { shown } from "./choices";
import type { ColumnChoice, SheetPlan } from "./types";
import { words } from "./words";

const ROWS = 5;

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
  return (
    <Disclosure title={words.preview} defaultExpanded>
      <Table label={words.preview}>
        <thead>
          <tr>
            {used.map((choice) => (
              <Th key={choice.key}>{choice.label}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.preview.slice(0, ROWS).map((row) => (
            <tr key={row.number}>
              {used.map((choice) => {
                const text = shown(row.values[choice.key], columns.get(choice.key));
                return <Td key={choice.key}>{text || <span className="hush">{words.empty}</span>}</Td>;
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </Disclosure>
  );
}
