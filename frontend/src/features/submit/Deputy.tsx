import { useMutation, useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef } from "react";
import { get, patch } from "@/api/client";
import { PersonBox, peopleAt } from "@/features/PersonBox";
import { Banner } from "@/ui";
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

export interface DeputyProps {
  readonly appId: string;
  /** While the deputy is being saved the draft moves: nothing may be submitted until the checks are new. */
  readonly onSaving: () => void;
  /** After the deputy was saved, or was not: checks and tier may change with it. */
  readonly onSettled: () => void;
}

/** Who looks after the app when the owner is away. Saved at once, like every edit. */
export function Deputy({ appId, onSaving, onSettled }: DeputyProps) {
  const app = useQuery({
    queryKey: ["app", appId],
    queryFn: ({ signal }) => get<AppDetail>(`/api/apps/${appId}`, signal),
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
  const { deputy, owner } = app.data;
  const search = async (text: string) => {
    const found = await peopleAt("/api/people", text);
    return found.filter((person) => person.id !== owner.id);
  };
  return (
    <div id="deputy" ref={place} className={styles.deputy}>
      <PersonBox
        id="deputy-person"
        label={words.deputy}
        hint={words.deputyHint}
        chosen={deputy && { id: deputy.id, label: deputy.name }}
        // Emptying the box is the way to another name; an app keeps its deputy until there is one.
        onChoose={(person) => person && person.id !== deputy?.id && save.mutate(person.id)}
        search={search}
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
