import { type ReactNode, useRef, useState } from "react";
import { announce } from "@/ui/LiveRegion";
import { walk } from "./artefact";
import type { FormFlowProps, Place } from "./flow";
import type { FormProblem } from "./formStore";
import type { Step } from "./steps";
import { words } from "./words";

export interface Sending {
  readonly isSending: boolean;
  readonly attempt: number;
  readonly failure: ReactNode;
  readonly checkStep: (step: Step) => boolean;
  readonly send: () => Promise<void>;
}

/** Checks and sends. The guard is a ref: two presses in one frame send once. */
export function useSending(
  props: FormFlowProps,
  steps: readonly Step[],
  setPlace: (place: Place) => void,
): Sending {
  const { store, onSend } = props;
  const [isSending, setIsSending] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<ReactNode>(null);
  const isRunning = useRef(false);

  const refuse = (problems: readonly FormProblem[] | readonly string[]) => {
    setAttempt((count) => count + 1);
    const first = problems[0];
    const key = typeof first === "string" ? first : first?.field.key;
    const index = steps.findIndex((step) => [...walk(step.nodes)].some((node) => node.field === key));
    if (index >= 0 && steps.length > 1) {
      setPlace(index);
    }
  };
  const checkStep = (step: Step): boolean => {
    const found = store.check(step.nodes);
    if (found.length > 0) {
      setAttempt((count) => count + 1);
    }
    return found.length === 0;
  };
  const send = async () => {
    if (isRunning.current) {
      return;
    }
    setFailure(null);
    const found = store.check(steps.flatMap((step) => step.nodes));
    if (found.length > 0) {
      refuse(found);
      return;
    }
    isRunning.current = true;
    setIsSending(true);
    announce(props.sendingLabel ?? words.sending);
    try {
      const result = await onSend(store.payload());
      if (result.state === "refused") {
        store.show(result.problems);
        refuse(Object.keys(result.problems));
      } else if (result.state === "failed") {
        setFailure(result.failure);
        setAttempt((count) => count + 1);
      }
    } finally {
      isRunning.current = false;
      setIsSending(false);
    }
  };
  return { isSending, attempt, failure, checkStep, send };
}
