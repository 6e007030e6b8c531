import type { Review } from "@/features/checks/types";
import { Banner } from "@/ui";
import styles from "./review.module.css";
import { commentCounts, isReturned, unseenComments } from "./standing";
import { words } from "./words";

/** What the maker is asked for now, or why the version before was sent back, where it cannot be missed. */
export function Said({ review }: { readonly review: Review }) {
  if (isReturned(review)) {
    const asked = review.decisions.filter((one) => one.decision === "request_changes");
    return (
      <Banner tone="warn" title={review.state === "must_fix" ? words.mustFix : words.returned}>
        <Notes notes={asked} review={review} />
        <p>{words.returnedMore}</p>
      </Banner>
    );
  }
  if (review.earlier.length === 0) return null;
  return (
    <Banner tone="info" title={words.sentBackBefore}>
      <Notes notes={review.earlier} review={review} />
    </Banner>
  );
}

interface NotesProps {
  readonly notes: Review["decisions"];
  readonly review: Review;
}

/** Every note, the comments that no change shows any more, and where the other comments are. */
function Notes({ notes, review }: NotesProps) {
  const counted = commentCounts(review).size;
  return (
    <ul className={styles.said}>
      {notes.map((one) => (
        <li key={one.by.id + one.at}>{words.noteOf(one.by.name, one.number, one.comment)}</li>
      ))}
      {unseenComments(review).map((one) => (
        <li key={one.id}>{words.noteOf(one.by.name, one.number, one.text)}</li>
      ))}
      {counted > 0 ? <li>{words.commentedBelow(counted)}</li> : null}
    </ul>
  );
}
