import { type Comparison, type Group, NEEDS_NO_VALUE, operatorWords } from "@/document/rules/condition";
import { shareToPercent } from "@/document/rules/percent";
import type { Field } from "@/document/types";

export type FieldsByKey = ReadonlyMap<string, Field>;

/** "Category is Other and Amount is more than 500". */
export function reading(part: Comparison | Group, fields: FieldsByKey): string {
  if (part.kind === "comparison") return comparisonReading(part, fields);
  const join = part.join === "all" ? " and " : " or ";
  return part.parts
    .map((one) => {
      const words = reading(one, fields);
      return one.kind === "group" && one.parts.length > 1 ? `(${words})` : words;
    })
    .join(join);
}

function comparisonReading(part: Comparison, fields: FieldsByKey): string {
  const field = fields.get(part.field);
  const label = field?.label ?? part.field;
  const operator = operatorWords(part.operator, field?.kind ?? "text");
  if (NEEDS_NO_VALUE.has(part.operator)) return `${label} ${operator}`;
  return `${label} ${operator} ${valueWords(part.value, field)}`;
}

export function valueWords(value: string | null, field: Field | undefined): string {
  if (value === null || value === "") return "…";
  if (field?.kind === "percent") return `${shareToPercent(value)} %`;
  const options = field?.settings.options;
  if (!Array.isArray(options)) return value;
  const option = (options as readonly { key: string; label: string }[]).find((one) => one.key === value);
  return option?.label ?? value;
}
