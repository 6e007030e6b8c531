const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new object id: "fld_" and ten random base-32 letters (50 bits). */
export function newId(prefix: "ent" | "fld" | "pag" | "nod" | "rul" | "rol" | "gra" | "txt"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `${prefix}_${[...bytes].map((byte) => LETTERS[byte % 32]).join("")}`;
}
