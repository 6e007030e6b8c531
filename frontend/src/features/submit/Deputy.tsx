import { useMutation, useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef, useState } from "react";
import { get, patch } from "@/api/client";
import { Banner, SearchField, Select } from "@/ui";
import styles from "./submit.module.css";
import { words } from "./words";

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

interface AppDetail {
  readonly owner: Person;
  readonly deputy: Person | null;
}

/** The number of people one answer holds; a full answer means that searching helps. */
const SHOWN = 20;

export interface DeputyProps {
  readonly appId: string;
  /** While the deputy is being saved the draft moves: nothing may be submitted until the checks are new. */
  readonly onSaving: () => void;
  /** After the deputy was saved, or was not: checks and tier may change with it. */
  readonly onSettled: () => void;
}

/** Who looks after the app when the owner is away. Saved at once, like every edit. */
export function Deputy({ appId, onSaving, onSettled }: DeputyProps) {
  const [search, setSearch] = useState("");
  const app = useQuery({
    queryKey: ["app", appId],
    queryFn: ({ signal }) => get<AppDetail>(`/api/apps/${appId}`, signal),
  });
  const people = useQuery({
    queryKey: ["people", search],
    queryFn: ({ signal }) =>
      get<{ people: readonly Person[] }>(`/api/people?q=${encodeURIComponent(search)}`, signal),
    placeholderData: (earlier) => earlier,
  });
  const save = useMutation({
    mutationFn: (deputy: string) => patch(`/api/apps/${appId}`, { deputy }),
    onMutate: onSaving,
    onSuccess: () => app.refetch(),
    onSettled,
  });
  const place = useRef<HTMLDivElement>(null);
  useLinked(place, app.isSuccess);
  if (!app.data) return null;
  const found = (people.data?.people ?? []).filter((person) => person.id !== app.data.owner.id);
  const { deputy } = app.data;
  const listed = deputy && !found.some((person) => person.id === deputy.id) ? [deputy, ...found] : found;
  return (
    <div id="deputy" ref={place} className={styles.deputy}>
      {search || (people.data?.people.length ?? 0) >= SHOWN ? (
        <SearchField label={words.searchPeople} value={search} onChange={setSearch} />
      ) : null}
      <Select
        label={words.deputy}
        hint={words.deputyHint}
        placeholder={words.chooseDeputy}
        options={listed.map((person) => ({ id: person.id, label: person.name, note: person.email }))}
        value={deputy?.id ?? null}
        onChange={(id) => save.mutate(id)}
      />
      {save.isError ? (
        <Banner tone="bad" title={words.deputyFailed}>
          {save.error.message}
        </Banner>
      ) : null}
    </div>
  );
}

/** Whoever follows a link to the deputy stands on the control that names one. */
function useLinked(place: RefObject<HTMLDivElement | null>, isThere: boolean): void {
  useEffect(() => {
    const follow = () => {
      if (location.hash !== "#deputy" || !isThere) return;
      place.current?.scrollIntoView({ block: "center" });
      place.current?.querySelector<HTMLElement>("button, input")?.focus({ preventScroll: true });
      // The same link may be followed once more.
      history.replaceState(null, "", location.pathname);
    };
    follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [place, isThere]);
}
