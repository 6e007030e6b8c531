/** One control per `x-widget` of the manifests: the inspector is generated, never written per kind. */
import { useId, useState } from "react";
import { useDraft } from "@/designer/store/context";
import { words } from "@/designer/words";
import type { PropertySchema } from "@/document/catalogue";
import { sortedIds } from "@/document/tree/bySort";
import type { Json } from "@/document/types";
import { NumberField, Select, Switch, TextArea, TextField } from "@/ui";
import { ExpressionField } from "./ExpressionField";
import { FieldList } from "./FieldList";
import { OptionsEditor } from "./OptionsEditor";
import { SortField } from "./SortField";

export interface WidgetProps {
  readonly name: string;
  readonly schema: PropertySchema;
  /** The stored value; undefined means the default holds. */
  readonly value: Json | undefined;
  /** undefined puts it back to the default. */
  readonly onChange: (value: Json | undefined) => void;
  /** The table whose fields and rows are meant. */
  readonly entity: string | null;
}

export function Widget(props: WidgetProps) {
  switch (props.schema["x-widget"]) {
    case "switch":
      return <SwitchWidget {...props} />;
    case "number":
      return <NumberWidget {...props} />;
    case "select":
      return <SelectWidget {...props} />;
    case "textarea":
      return <TextWidget {...props} many />;
    case "options":
      return <OptionsEditor {...props} />;
    case "currency":
      return <CurrencyWidget {...props} />;
    case "currencies":
    case "texts":
      return <TextsWidget {...props} />;
    case "date":
      return <DateWidget {...props} />;
    case "field":
      return <FieldWidget {...props} />;
    case "fields":
      return <FieldList {...props} />;
    case "sort":
      return <SortField {...props} />;
    case "expression":
      return <ExpressionField {...props} />;
    case "entity":
      return <EntityWidget {...props} />;
    default:
      return <TextWidget {...props} />;
  }
}

function titleOf({ schema, name }: WidgetProps): string {
  return schema.title ?? name;
}

function shown({ value, schema }: WidgetProps): Json {
  return value ?? schema.default ?? null;
}

function TextWidget(props: WidgetProps & { readonly many?: boolean }) {
  const { schema, onChange, many } = props;
  const current = shown(props);
  const shared = {
    label: titleOf(props),
    hint: schema.description,
    value: typeof current === "string" ? current : "",
    onChange: (text: string) => onChange(text === (schema.default ?? "") ? undefined : text),
    ...(schema.maxLength ? { maxLength: schema.maxLength } : {}),
  };
  return many ? <TextArea {...shared} rows={3} /> : <TextField {...shared} />;
}

function SwitchWidget(props: WidgetProps) {
  const { schema, onChange } = props;
  return (
    <Switch
      isSelected={shown(props) === true}
      onChange={(on) => onChange(on === schema.default ? undefined : on)}
      note={schema.description}
      spread
    >
      {titleOf(props)}
    </Switch>
  );
}

function isDecimal(schema: PropertySchema): boolean {
  return Array.isArray(schema.type) && schema.type.includes("string");
}

function NumberWidget(props: WidgetProps) {
  const { schema, onChange } = props;
  const current = shown(props);
  const number =
    typeof current === "number" ? current : typeof current === "string" ? Number(current) : Number.NaN;
  const change = (next: number) => {
    if (Number.isNaN(next)) onChange(undefined);
    else if (next === schema.default) onChange(undefined);
    else onChange(isDecimal(schema) ? String(next) : next);
  };
  return (
    <NumberField
      label={titleOf(props)}
      hint={schema.description}
      value={number}
      onChange={change}
      {...(schema.minimum === undefined ? {} : { minValue: schema.minimum })}
      {...(schema.maximum === undefined ? {} : { maxValue: schema.maximum })}
      {...(isDecimal(schema) ? { formatOptions: { maximumFractionDigits: 10 } } : { step: 1 })}
    />
  );
}

function SelectWidget(props: WidgetProps) {
  const { schema, onChange } = props;
  const current = shown(props);
  const options = (schema.enum ?? []).map((one) => ({
    id: String(one),
    label: schema["x-labels"]?.[String(one)] ?? String(one),
  }));
  const change = (id: string) => {
    const value = (schema.enum ?? []).find((one) => String(one) === id);
    onChange(value === schema.default ? undefined : value);
  };
  return (
    <Select
      label={titleOf(props)}
      hint={schema.description}
      options={options}
      value={String(current)}
      onChange={change}
    />
  );
}

const CURRENCIES = [
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "JPY",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "CZK",
  "HUF",
  "CAD",
  "AUD",
  "INR",
  "CNY",
  "BRL",
];

function CurrencyWidget(props: WidgetProps) {
  const app = useDraft((state) => state.document.app.currency) || "EUR";
  const current = shown(props);
  const own = typeof current === "string" && current !== "" ? current : "";
  const names = new Intl.DisplayNames(["en"], { type: "currency" });
  const all = own && !CURRENCIES.includes(own) ? [own, ...CURRENCIES] : CURRENCIES;
  const options = [
    { id: "", label: `${app}, as in the app` },
    ...all.map((code) => ({ id: code, label: code, note: names.of(code) ?? code })),
  ];
  return (
    <Select
      label={titleOf(props)}
      hint={props.schema.description}
      options={options}
      value={own}
      onChange={(id) => props.onChange(id === "" ? undefined : id)}
    />
  );
}

/** A list of short texts, separated by commas; what is typed stays as typed until the field is left. */
function TextsWidget(props: WidgetProps) {
  const { schema, onChange } = props;
  const current = shown(props);
  const joined = Array.isArray(current) ? current.join(", ") : "";
  const [typed, setTyped] = useState<string | null>(null);
  const isUpper = schema["x-widget"] === "currencies";
  const change = (text: string) => {
    setTyped(text);
    const parts = text
      .split(/[,;\s]+/)
      .map((part) => (isUpper ? part.trim().toUpperCase() : part.trim()))
      .filter(Boolean);
    if (isUpper && parts.some((part) => !/^[A-Z]{3}$/.test(part))) return;
    onChange(parts.length === 0 ? undefined : [...new Set(parts)]);
  };
  return (
    <TextField
      label={titleOf(props)}
      hint={schema.description}
      value={typed ?? joined}
      onChange={change}
      onBlur={() => setTyped(null)}
    />
  );
}

function DateWidget(props: WidgetProps) {
  const current = shown(props);
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  return (
    <TextField
      id={id}
      label={titleOf(props)}
      hint={props.schema.description}
      placeholder="2026-12-31"
      value={typed ?? (typeof current === "string" ? current : "")}
      onChange={(text) => {
        setTyped(text);
        if (text === "") props.onChange(undefined);
        else if (/^\d{4}-\d{2}-\d{2}$/.test(text)) props.onChange(text);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function FieldWidget(props: WidgetProps) {
  const document = useDraft((state) => state.document);
  const ids = sortedIds(document.fields, (field) => field.entity === props.entity);
  const current = shown(props);
  const options = [
    { id: "", label: words.data.noTitle },
    ...ids.map((id) => ({ id, label: document.fields[id]?.label ?? id })),
  ];
  return (
    <Select
      label={titleOf(props)}
      hint={props.schema.description}
      options={options}
      value={typeof current === "string" ? current : ""}
      onChange={(id) => props.onChange(id === "" ? undefined : id)}
    />
  );
}

function EntityWidget(props: WidgetProps) {
  const document = useDraft((state) => state.document);
  const current = shown(props);
  const options = sortedIds(document.entities).map((id) => ({
    id,
    label: document.entities[id]?.label_plural ?? id,
  }));
  return (
    <Select
      label={titleOf(props)}
      hint={props.schema.description}
      options={options}
      value={typeof current === "string" ? current : null}
      onChange={props.onChange}
    />
  );
}
