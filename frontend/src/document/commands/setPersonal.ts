import { setProperty } from "@/document/commands/setProperty";
import type { Definition, Edit, Field } from "@/document/types";

/**
 * Marks a field as personal data, or takes the mark away. Marked, it becomes at least confidential, and takes over the
 * purpose of the app where it has none. Unmarked, class and purpose stay as they are.
 */
export function setPersonal(document: Definition, id: string, isPersonal: boolean): Edit {
  const field = document.fields[id];
  if (!field) return { label: "", operations: [] };
  const set = (path: string, value: string | boolean) =>
    setProperty(document, { in: "fields", id }, path, value, "").operations;
  const marked = { ...field, personal: isPersonal };
  const raised = isUnprotected(marked);
  const purpose = document.app.purpose.trim();
  return {
    label: `change personal data of ${field.label}`,
    operations: [
      ...set("personal", isPersonal),
      ...(raised ? set("sensitivity", "confidential") : []),
      ...(isPersonal && purpose && !field.purpose.trim() ? set("purpose", purpose) : []),
    ],
    ...(raised ? { said: `${field.label} is personal data, and confidential now.` } : {}),
  };
}

/** Personal data whose class would leave it open to everyone. */
export function isUnprotected(field: Pick<Field, "personal" | "sensitivity">): boolean {
  return field.personal && (field.sensitivity === "public" || field.sensitivity === "internal");
}
