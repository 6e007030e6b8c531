import { useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { Banner } from "@/ui";

/** Says at once that this is to look at, and whom to ask. */
export function ReadOnlyBox() {
  const { readOnly } = useWorkbench();
  return readOnly ? <Banner title={words.readOnly(readOnly.owner)}>{words.readOnlyNote}</Banner> : null;
}
