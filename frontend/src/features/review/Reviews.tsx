import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Loaded } from "@/features/Loaded";
import { when, whenFull } from "@/features/when";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import { EmptyState, StateBadge, Table, Tabs, Td, Th } from "@/ui";
import { words } from "./words";

type Box = "to-review" | "mine";

type SubmissionRow = Schemas["SubmissionShort"];

/** The queue of who decides, and the way of one's own submissions. */
export default function Reviews({ page }: { readonly page: PageData<unknown> }) {
  const reviewer = page.me?.roles.some((role) => role !== "maker" && role !== "employee") ?? false;
  const [box, setBox] = useState<Box>(reviewer ? "to-review" : "mine");
  return (
    <Shell page={page} title={words.reviews} area="reviews">
      <Tabs
        label={words.reviews}
        selected={box}
        onSelect={(id) => setBox(id as Box)}
        tabs={[
          { id: "to-review", label: words.toReview, content: <Queue box="to-review" /> },
          { id: "mine", label: words.mine, content: <Queue box="mine" /> },
        ]}
      />
    </Shell>
  );
}

function Queue({ box }: { readonly box: Box }) {
  const query = useQuery({
    queryKey: ["submissions", box],
    queryFn: ({ signal }) => get<Schemas["SubmissionsOut"]>(`/api/submissions?box=${box}`, signal),
  });
  return (
    <Loaded query={query}>
      {({ submissions, more }) =>
        submissions.length === 0 ? (
          <EmptyState title={box === "mine" ? words.noneMine : words.noneToReview}>
            {box === "mine" ? words.noneMineMore : words.noneToReviewMore}
          </EmptyState>
        ) : (
          <>
            <SubmissionTable rows={submissions} label={box === "mine" ? words.mine : words.toReview} />
            {more > 0 ? <p className="hush">{words.more(box, more)}</p> : null}
          </>
        )
      }
    </Loaded>
  );
}

const spineOf = (state: string) =>
  state === "approved"
    ? "live"
    : state === "withdrawn" || state === "superseded"
      ? "retired"
      : state === "waiting" || state === "checking"
        ? "review"
        : "draft";

function SubmissionTable({
  rows,
  label,
}: {
  readonly rows: readonly SubmissionRow[];
  readonly label: string;
}) {
  const { columns } = words;
  return (
    <Table label={label} cards>
      <thead>
        <tr>
          <Th>{columns.app}</Th>
          <Th>{columns.state}</Th>
          <Th>{columns.tier}</Th>
          <Th>{columns.by}</Th>
          <Th>{columns.at}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td label={columns.app}>
              <a href={`/reviews/${row.id}/`}>{`${row.app.title} ${row.version.number}`}</a>
            </Td>
            <Td label={columns.state}>
              <StateBadge state={spineOf(row.state)}>{words.states[row.state] ?? row.state}</StateBadge>
            </Td>
            <Td label={columns.tier}>{row.tier === null ? "" : words.tier(row.tier)}</Td>
            <Td label={columns.by}>{row.submitted_by.name}</Td>
            <Td label={columns.at}>
              <time dateTime={row.submitted_at} title={whenFull(row.submitted_at)}>
                {when(row.submitted_at)}
              </time>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
