import { type FormEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/ui/Button";
import { CheckAnswers } from "./CheckAnswers";
import { useForm } from "./context";
import { FormSummary } from "./FormSummary";
import type { FormFlowProps, Place } from "./flow";
import styles from "./flow.module.css";
import { Render } from "./Render";
import { type Step, stepsOf } from "./steps";
import { useSending } from "./useSending";
import { words } from "./words";

/** Fills in a form: its steps, the check page, the error summary, and sending it once. */
export function FormFlow(props: FormFlowProps) {
  const { artefact, store, mode, services } = props;
  const hidden = useForm(store, (state) => state.outcome.hiddenNodes);
  const steps = useMemo(() => stepsOf(store.page, hidden), [store.page, hidden]);
  const hasCheck = steps.length > 1 && !props.skipCheck;
  const [wished, setPlace] = usePlace(props);
  const place = placeAmong(wished, steps.length, hasCheck);
  const step = place === "check" ? null : (steps[place] ?? null);
  const isLast = place === "check" || (!hasCheck && place === steps.length - 1);
  const sending = useSending(props, steps, setPlace);
  const heading = useHeadingFocus(place);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isLast) {
      void sending.send();
    } else if (step && sending.checkStep(step)) {
      setPlace(place + 1 < steps.length ? place + 1 : "check");
    }
  };

  return (
    <form className={styles.flow} noValidate onSubmit={onSubmit} data-density="comfortable">
      {steps.length > 1 ? (
        <FlowHead
          steps={steps}
          place={place}
          heading={heading}
          onBack={() => goBack(place, steps.length, setPlace, props.history ?? false)}
        />
      ) : null}
      <FormSummary
        store={store}
        nodes={step ? step.nodes : store.page.nodes}
        attempt={sending.attempt}
        failure={sending.failure}
      />
      {step ? (
        <Render
          key={step.id}
          artefact={artefact}
          pageKey={store.page.key}
          mode={mode}
          store={store}
          services={services}
          nodes={step.nodes}
          level={steps.length > 1 && step.title ? 3 : 2}
          idPrefix="f-"
        />
      ) : (
        <CheckAnswers
          store={store}
          steps={steps}
          services={services}
          onChange={(index, key) => changeAnswer(index, key, setPlace)}
        />
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" size="lg" busy={sending.isSending}>
          {isLast ? sendWords(props, sending.isSending) : words.continue}
        </Button>
        {props.aside}
      </div>
    </form>
  );
}

function sendWords(props: FormFlowProps, isSending: boolean): string {
  return isSending
    ? (props.sendingLabel ?? words.sending)
    : (props.sendLabel ?? words.send(props.store.entity.label || "form"));
}

/** A step that is hidden by now is replaced by the last one there is. */
function placeAmong(wished: Place, count: number, hasCheck: boolean): Place {
  if (wished === "check") {
    return hasCheck ? wished : count - 1;
  }
  return Math.min(wished, count - 1);
}

interface FlowHeadProps {
  readonly steps: readonly Step[];
  readonly place: Place;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onBack: () => void;
}

function FlowHead({ steps, place, heading, onBack }: FlowHeadProps) {
  const title = place === "check" ? words.checkTitle : (steps[place]?.title ?? "");
  return (
    <div className={styles.head}>
      {place === 0 ? null : (
        <Button variant="quiet" className={styles.back} onPress={onBack}>
          {words.back}
        </Button>
      )}
      {place === "check" ? null : <p className={styles.step}>{words.step(place + 1, steps.length, title)}</p>}
      {title ? (
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
      ) : null}
    </div>
  );
}

function goBack(current: Place, count: number, setPlace: (place: Place) => void, usesHistory: boolean): void {
  if (usesHistory && typeof window.history.state?.step !== "undefined") {
    window.history.back();
    return;
  }
  setPlace(current === "check" ? count - 1 : Math.max(0, current - 1));
}

function changeAnswer(index: number, key: string, setPlace: (place: Place) => void): void {
  setPlace(index);
  // The step is drawn first; its field takes the focus after the heading did.
  setTimeout(() => {
    const control = document.getElementById(`f-${key}-first`) ?? document.getElementById(`f-${key}`);
    control?.focus();
  }, 50);
}

/** The place in an entry of the browser's history: a page loaded again stays where it was. */
function placeOf(state: unknown): Place {
  const step = typeof state === "object" && state !== null && "step" in state ? state.step : 0;
  return step === "check" || typeof step === "number" ? step : 0;
}

/** Where the person is, kept in the history of the browser when asked for. */
function usePlace(props: FormFlowProps): readonly [Place, (place: Place) => void] {
  const { history: usesHistory, onStep } = props;
  const [place, setPlace] = useState<Place>(() =>
    usesHistory ? placeOf(window.history.state) : (props.startStep ?? 0),
  );
  useEffect(() => {
    if (!usesHistory) {
      return;
    }
    const onPop = (event: PopStateEvent) => {
      setPlace(placeOf(event.state));
    };
    window.addEventListener("popstate", onPop);
    return () => window.removeEventListener("popstate", onPop);
  }, [usesHistory]);
  const go = useCallback(
    (next: Place) => {
      if (usesHistory) {
        window.history.pushState({ step: next }, "");
      }
      setPlace(next);
      onStep?.(next);
    },
    [usesHistory, onStep],
  );
  return [place, go];
}

/** After a change of place the heading has the focus, and the page starts at its top. */
function useHeadingFocus(place: Place) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what moves the focus
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    window.scrollTo({ top: 0 });
    (heading.current ?? document.querySelector<HTMLElement>("h1"))?.focus();
  }, [place]);
  return heading;
}
