import { useMemo, useState } from "react";
import { ChangeList } from "@/features/checks/ChangeList";
import type { AppArtefact, Change, Review } from "@/features/checks/types";
import { Render } from "@/renderer";
import { Radio, RadioGroup, Select } from "@/ui";
import { marksOf, pageOf } from "./marks";
import styles from "./review.module.css";
import { words } from "./words";

type View = "side" | "one" | "list";

export interface ComparisonProps {
  readonly review: Review;
  readonly selected: Change | undefined;
  /** While B is held the one view shows the live version. */
  readonly flipped: boolean;
}

const NARROW = "(max-width: 767px)";

/** The list on a phone, one view when there is no live version to stand beside it. */
function firstView(review: Review): View {
  if (window.matchMedia(NARROW).matches) return "list";
  return review.before ? "side" : "one";
}

/** Before and after through the one renderer. Narrow screens start with the list, which says the same in words. */
export function Comparison({ review, selected, flipped }: ComparisonProps) {
  const [view, setView] = useState<View>(() => firstView(review));
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = pagesOf(review);
  const found = selected
    ? (pageOf(review.after, selected.object_id) ?? pageOf(review.before, selected.object_id))
    : null;
  const page = found ?? chosen ?? pages[0]?.id ?? "";
  const sheet = { page, changes: review.changes };
  return (
    <>
      <div className={styles.views}>
        <RadioGroup
          label={words.viewsLabel}
          orientation="horizontal"
          value={view}
          onChange={(value) => setView(value as View)}
        >
          {(["side", "one", "list"] as const).map((id) => (
            <Radio key={id} value={id}>
              {words.views[id]}
            </Radio>
          ))}
        </RadioGroup>
        {view === "list" ? null : (
          <Select label={words.page} options={pages} value={page} onChange={setChosen} />
        )}
      </div>
      {view === "side" ? (
        <div className={styles.sides}>
          <Sheet title={words.live} artefact={review.before} {...sheet} />
          <Sheet title={words.next} artefact={review.after} {...sheet} />
        </div>
      ) : null}
      {view === "one" ? (
        <>
          {review.before ? <p className="hush">{words.flip}</p> : null}
          <Sheet
            title={flipped ? words.live : words.next}
            artefact={flipped ? review.before : review.after}
            {...sheet}
          />
        </>
      ) : null}
      {view === "list" ? <ChangeList changes={review.changes} /> : null}
    </>
  );
}

/** Every page of either version, once. */
function pagesOf(review: Review): readonly { id: string; label: string }[] {
  const pages = new Map<string, string>();
  for (const artefact of [review.after, review.before]) {
    for (const page of artefact?.pages ?? []) {
      if (!pages.has(page.key)) pages.set(page.key, page.title);
    }
  }
  return [...pages].map(([id, label]) => ({ id, label }));
}

interface SheetProps {
  readonly title: string;
  readonly artefact: AppArtefact | null;
  readonly page: string;
  readonly changes: readonly Change[];
}

function Sheet({ title, artefact, page, changes }: SheetProps) {
  const marks = useMemo(() => (artefact ? marksOf(artefact, changes) : new Map()), [artefact, changes]);
  const there = artefact?.pages.some((one) => one.key === page) ?? false;
  return (
    <section className={styles.side} aria-label={title}>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would say that these are form controls */}
      <div className={styles.sheet} role="group" aria-label={title} tabIndex={0}>
        {artefact && there ? (
          <Render artefact={artefact} pageKey={page} mode="diff" marks={marks} idPrefix={title} />
        ) : (
          <p className="hush">{artefact ? words.noPage : words.nothingLive}</p>
        )}
      </div>
    </section>
  );
}
