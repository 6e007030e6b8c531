import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, Problem } from "@/api/client";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import { Banner, Button, EmptyState, Skeleton } from "@/ui";
import styles from "./audit.module.css";
import { Entries } from "./Entries";
import { FilterBar } from "./FilterBar";
import { addressOf, type Filters, filtersOf, isFiltered, NO_FILTERS, queryOf, SYSTEM } from "./filters";
import type { AuditPage, ChainState } from "./types";
import { words } from "./words";

/** S21: the log of the workspace, newest first, with how far its chain holds. Filters stand in the address. */
export default function Audit({ page }: { readonly page: PageData<unknown> }) {
  const [filters, setFilters] = useState<Filters>(() => filtersOf(window.location.search));
  useEffect(() => {
    window.history.replaceState(null, "", window.location.pathname + addressOf(filters));
  }, [filters]);
  return (
    <Shell page={page} title={words.title} area="audit" lead={words.lead} wide>
      <Chain />
      <Log filters={filters} onChange={setFilters} />
    </Shell>
  );
}

function Chain() {
  const { data, isError } = useQuery({
    queryKey: ["audit-chain"],
    queryFn: ({ signal }) => get<ChainState>("/api/audit/chain", signal),
  });
  if (isError) return <Banner tone="warn" title={words.unverified} />;
  if (!data) return <p className={styles.chain}>{words.verifying}</p>;
  if (data.broken_at !== null) {
    return (
      <Banner tone="bad" title={words.brokenTitle(data.broken_at)}>
        {words.brokenMore(data.reason, data.last)}
      </Banner>
    );
  }
  const verified = data.first > 1 ? words.verifiedFrom(data.first, data.last) : words.verified(data.last);
  return <p className={styles.chain}>{data.last === 0 ? words.nothingToVerify : verified}</p>;
}

interface LogProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

function Log({ filters, onChange }: LogProps) {
  const query = useInfiniteQuery({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam, signal }) => get<AuditPage>(`/api/audit?${queryOf(filters, pageParam)}`, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (last: AuditPage) => last.older,
    placeholderData: (before) => before,
  });
  const pages = query.data?.pages ?? [];
  const latest = pages[0];
  const entries = pages.flatMap((one) => one.entries);
  const clear = <Button onPress={() => onChange(NO_FILTERS)}>{words.clear}</Button>;
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={onChange}
        people={latest?.people ?? []}
        kinds={latest?.kinds ?? []}
      />
      {query.isError && entries.length === 0 ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !latest ? (
        <section aria-busy="true" aria-label={words.table}>
          <Skeleton lines={10} />
        </section>
      ) : entries.length > 0 ? (
        <>
          <Entries entries={entries} isOld={query.isPlaceholderData} />
          <More query={query} count={entries.length} />
        </>
      ) : isFiltered(filters) ? (
        <EmptyState plain title={words.none} action={clear}>
          {words.noneMore(inWords(filters, latest))}
        </EmptyState>
      ) : (
        <EmptyState title={words.empty}>{words.emptyMore}</EmptyState>
      )}
    </>
  );
}

function Failed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const title = error instanceof Problem ? error.title : words.failed;
  return (
    <Banner tone="bad" title={title} actions={<Button onPress={onRetry}>{words.retry}</Button>}>
      {error.message}
    </Banner>
  );
}

interface MoreProps {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly count: number;
}

function More({ query, count }: MoreProps) {
  if (!query.hasNextPage) return <p className={styles.end}>{words.end(count)}</p>;
  return (
    <div className={styles.end}>
      {query.isFetchNextPageError ? <Banner tone="bad" title={words.olderFailed} alert /> : null}
      <Button busy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
        {words.older}
      </Button>
    </div>
  );
}

function inWords(filters: Filters, page: AuditPage): readonly string[] {
  const person =
    filters.person === SYSTEM ? words.system : page.people.find((one) => one.id === filters.person)?.name;
  const kind = page.kinds.find((one) => one.name === filters.kind)?.title;
  return [
    ...(filters.person ? [words.said(words.person, person ?? words.left)] : []),
    ...(filters.kind ? [words.said(words.kind, kind ?? filters.kind)] : []),
    ...(filters.from ? [words.said(words.from, filters.from)] : []),
    ...(filters.to ? [words.said(words.to, filters.to)] : []),
  ];
}
