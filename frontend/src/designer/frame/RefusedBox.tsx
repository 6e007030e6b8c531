import { useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { Banner, Button } from "@/ui";

/** The server refused a batch for good: everything after it waits until the person decides. */
export function RefusedBox() {
  const bench = useWorkbench();
  const status = useDraft((state) => state.status);
  const first = useDraft((state) => state.pending[0]?.label ?? "");
  if (status.kind !== "failed" || !status.isFinal) return null;
  return (
    <Banner
      tone="bad"
      alert
      title={words.refusedTitle(first)}
      actions={
        <>
          <Button size="sm" onPress={() => void bench.sync.flush()}>
            {words.retrySave}
          </Button>
          <Button size="sm" onPress={() => bench.sync.discard()}>
            {words.discard}
          </Button>
        </>
      }
    >
      {status.message}
    </Banner>
  );
}
