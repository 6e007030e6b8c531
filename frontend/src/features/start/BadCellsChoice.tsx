import { Radio, RadioGroup, Table, Td, Th } from "@/ui";
import type { BadCells, SheetPlan } from "./types";
import { words } from "./words";

const SHOWN = 10;

export interface BadCellsChoiceProps {
  readonly sheet: SheetPlan;
  readonly count: number;
  readonly value: BadCells;
  readonly onChange: (value: BadCells) => void;
}

/** The cells that do not fit, by address, and the one decision about them. */
export function BadCellsChoice({ sheet, count, value, onChange }: BadCellsChoiceProps) {
  const cells = sheet.bad_cells.slice(0, SHOWN);
  return (
    <>
      <p>
        {words.badIntro(count)} {count > cells.length ? words.badShown(cells.length, count) : null}
      </p>
      <Table label={words.step.bad}>
        <thead>
          <tr>
            <Th>{words.where}</Th>
            <Th>{words.value}</Th>
            <Th>{words.reason}</Th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={cell.where}>
              <Td className="mono">{cell.where}</Td>
              <Td>{cell.value}</Td>
              <Td>{cell.reason}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <RadioGroup label={words.badChoice} value={value} onChange={(next) => onChange(next as BadCells)}>
        {(["empty", "text", "skip"] as const).map((id) => (
          <Radio key={id} value={id}>
            {words.bad[id]}
          </Radio>
        ))}
      </RadioGroup>
    </>
  );
}
