import type { Catalogue } from "@/document/catalogue";
import { newId } from "@/document/keys/ids";

/** What every command may ask for besides the document. */
export interface CommandContext {
  readonly catalogue: Catalogue;
  readonly newId: typeof newId;
}

export function commandContext(catalogue: Catalogue): CommandContext {
  return { catalogue, newId };
}
