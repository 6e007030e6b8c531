import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import { lazy, Suspense, useEffect, useState } from "react";
import { IconButton } from "@/ui";
import { words } from "./words";

const HelpDialog = lazy(() => import("./HelpDialog"));
const TYPING = "input, textarea, select, [contenteditable], [role=dialog], [role=dialog] *";

/** Last in the bar of every screen, also by "?" while nothing is being typed. */
export function Help() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isPlain = event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isPlain && !(event.target instanceof Element && event.target.matches(TYPING))) setOpen(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <IconButton
        label={words.help.open}
        icon={CircleQuestionMark}
        size="md"
        keys="?"
        onPress={() => setOpen(true)}
      />
      {isOpen ? (
        <Suspense>
          <HelpDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
