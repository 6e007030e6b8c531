import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { inReadingOrder } from "@/features/checks/ChangeList";
import type { Review } from "@/features/checks/types";
import { Loaded } from "@/features/Loaded";
import { when } from "@/features/when";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import { StateBadge } from "@/ui";
import { Desk } from "./Desk";
import { words } from "./words";

const POLL_MS = 1_500;
/** States in which the server is still at work, so the page asks again. */
const MOVING = new Set(["checking"]);

/** S12: what the app does and what changed since live, in words, by risk; and the decision. */
export function ReviewScreen({ page }: { readonly page: PageData<{ submission_id: string }> }) {
  const id = page.data.submission_id;
  const query = useQuery({
    queryKey: ["submission", id],
    queryFn: ({ signal }) => get<Review>(`/api/submissions/${id}`, signal),
    refetchInterval: ({ state }) => (state.data && MOVING.has(state.data.state) ? POLL_MS : false),
  });
  const review = query.data;
  return (
    <Shell
      page={page}
      title={review ? words.title(review.app.title, review.version.number) : words.reviews}
      area="reviews"
      crumbs={[{ label: words.reviews, href: "/reviews/" }]}
      wide
      lead={review ? words.by(review.submitted_by.name, when(review.submitted_at)) : undefined}
      actions={
        review ? (
          <StateBadge state={review.state === "approved" ? "live" : "review"}>
            {words.states[review.state] ?? review.state}
          </StateBadge>
        ) : null
      }
    >
      <Loaded query={query} lines={12}>
        {(loaded) => (
          <Desk review={loaded} changes={inReadingOrder(loaded.changes)} me={page.me?.id ?? null} />
        )}
      </Loaded>
    </Shell>
  );
}
