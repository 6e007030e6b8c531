import type { Catalogue } from "@/document/catalogue";

/** Words people write for a kind, besides its id and its name. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  text: ["short text", "string", "words"],
  textarea: ["long text", "paragraph", "multiline", "notes"],
  email: ["e-mail", "mail"],
  phone: ["telephone", "tel"],
  url: ["link", "web address", "website"],
  number: ["integer", "decimal", "count"],
  money: ["amount", "currency", "price"],
  percent: ["percentage", "%"],
  date: ["day"],
  time: ["clock"],
  datetime: ["date and time", "date time", "timestamp"],
  yesno: ["yes/no", "yes no", "yes or no", "boolean"],
  confirm: ["confirmation", "checkbox", "tick"],
  choice: ["single choice", "radio", "one of"],
  select: ["dropdown", "drop-down", "list"],
  choices: ["multiple choice", "many of", "checkboxes", "multi"],
  rating: ["stars", "score"],
  record: ["link to record", "lookup"],
  person: ["people", "user", "employee"],
  file: ["files", "attachment", "upload"],
  calc: ["calculation", "formula", "computed"],
};

/** The field kind these words name, or null. */
export function kindNamed(words: string, catalogue: Catalogue): string | null {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return null;
  for (const manifest of catalogue.components) {
    if (!manifest.field) continue;
    const names = [manifest.kind, manifest.name.toLowerCase(), ...(ALSO[manifest.kind] ?? [])];
    if (names.includes(wanted)) return manifest.kind;
  }
  return null;
}
