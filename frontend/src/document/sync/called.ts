import type { Json, Operation } from "@/document/types";

/** What people called an object, of which `operations` hold the adding; a place is called what it asks for. */
export function calledOf(id: string, operations: readonly Operation[]): string {
  const add = operations.find((one) => one.op === "add" && one.id === id);
  if (add?.op !== "add") return "";
  const own = titleOf(add.value);
  const field = (add.value as Readonly<Record<string, Json>>).field;
  return own || typeof field !== "string" ? own : calledOf(field, operations);
}

export function titleOf(value: Json): string {
  const one = value as Readonly<Record<string, Json>>;
  const props = (one.props ?? {}) as Readonly<Record<string, Json>>;
  const title = [one.label, one.title, props.title, props.heading].find(
    (text) => typeof text === "string" && text,
  );
  return typeof title === "string" ? title : "";
}
