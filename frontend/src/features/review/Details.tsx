import { type RefObject, useState } from "react";
import type { Review, ReviewComment } from "@/features/checks/types";
import { words as checkWords } from "@/features/checks/words";
import { when } from "@/features/when";
import { Banner, Button, TextArea } from "@/ui";
import styles from "./review.module.css";
import { targetOf } from "./standing";
import type { DeskState } from "./useDesk";
import { Values } from "./Values";
import { words } from "./words";

export interface DetailsProps {
  readonly review: Review;
  readonly desk: DeskState;
  readonly commentBox: RefObject<HTMLTextAreaElement | null>;
}

/** One change: before and after, how far it reaches, its tick, its comments. */
export function Details({ review, desk, commentBox }: DetailsProps) {
  const { selected } = desk;
  const target = targetOf(selected);
  return (
    <>
      {selected ? (
        <>
          <p className={styles.sentence}>{selected.sentence}</p>
          {checkWords.classes[selected.class] ? (
            <p className={styles.flag}>{checkWords.classes[selected.class]}</p>
          ) : null}
          <Values change={selected} />
          <Button onPress={() => desk.toggleViewed(selected)}>
            {desk.viewed.has(selected.hash) ? words.unmarkViewed : words.markViewed}
          </Button>
        </>
      ) : (
        <p className="hush">{words.selectHint}</p>
      )}
      <Thread
        comments={review.comments.filter((one) => !selected || one.target === target)}
        version={review.version.number}
      />
      {review.can.comment ? <CommentForm key={target} target={target} desk={desk} box={commentBox} /> : null}
    </>
  );
}

interface ThreadProps {
  readonly comments: readonly ReviewComment[];
  /** The version on the screen; a comment on an earlier one says which. */
  readonly version: number;
}

function Thread({ comments, version }: ThreadProps) {
  return (
    <section aria-labelledby="thread">
      <h3 id="thread">{words.comments}</h3>
      {comments.length === 0 ? <p className="hush">{words.noComments}</p> : null}
      <ul className={styles.thread}>
        {comments.map((comment) => (
          <li key={comment.id}>
            <strong>{comment.by.name}</strong>{" "}
            <span className="hush">
              {comment.number === version
                ? when(comment.at)
                : words.onVersion(comment.number, when(comment.at))}
            </span>
            <p>{comment.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CommentFormProps {
  readonly target: string;
  readonly desk: DeskState;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

function CommentForm({ target, desk, box }: CommentFormProps) {
  const [text, setText] = useState("");
  const send = () => desk.comment.mutate({ target, text: text.trim() }, { onSuccess: () => setText("") });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) send();
      }}
    >
      <TextArea label={words.comment} rows={3} value={text} onChange={setText} inputRef={box} />
      {desk.comment.isError ? (
        <Banner tone="bad" title={words.failed}>
          {desk.comment.error.message}
        </Banner>
      ) : null}
      <Button type="submit" busy={desk.comment.isPending}>
        {words.addComment}
      </Button>
    </form>
  );
}
