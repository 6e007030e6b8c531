import { type FormEvent, type ReactNode, useId, useState } from "react";
import { get } from "@/api/client";
import { Button } from "@/ui";
import { ComboBox, type ComboOption } from "@/ui/ComboBox";
import styles from "./person.module.css";

export const words = {
  missing: "Choose a person first",
  combo: {
    search: "Name or email",
    show: "Show people",
    searching: "Searching",
    nothingFound: "Nobody found.",
    failed: "People could not be loaded. Type again to retry.",
    found: (count: number) => (count === 1 ? "1 person" : `${count} people`),
  },
};

interface Found {
  readonly people: readonly { readonly id: string; readonly name: string; readonly email: string }[];
}

/** Asks an address that takes `q` for people whose name or mail contains a text. */
export async function peopleAt(address: string, text: string): Promise<readonly ComboOption[]> {
  const { people } = await get<Found>(`${address}?q=${encodeURIComponent(text)}`);
  return people.map((person) => ({ id: person.id, label: person.name, note: person.email }));
}

export interface PersonBoxProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly nothingFound?: string | undefined;
  readonly chosen: ComboOption | null;
  readonly onChoose: (option: ComboOption | null) => void;
  readonly search: (text: string) => Promise<readonly ComboOption[]>;
  /** What stands in the line of the box: the button that takes the person. */
  readonly children?: ReactNode;
}

/** One person of many, found by a part of the name or mail. */
export function PersonBox(props: PersonBoxProps) {
  const { id, label, hint, error, nothingFound, children, ...rest } = props;
  const about = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="hush">
          {hint}
        </p>
      ) : null}
      <div className={styles.line}>
        <ComboBox
          {...rest}
          id={id}
          words={{ ...words.combo, ...(nothingFound ? { nothingFound } : {}) }}
          isInvalid={Boolean(error)}
          describedBy={about || undefined}
        />
        {children}
      </div>
      {error ? (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
    </>
  );
}

export interface PickPersonProps extends Pick<PersonBoxProps, "label" | "hint" | "nothingFound" | "search"> {
  readonly button: string;
  readonly variant?: "primary" | "secondary" | undefined;
  readonly busy?: boolean | undefined;
  readonly onPick: (person: { readonly id: string; readonly name: string }) => void;
}

/** A person is chosen, then taken with the button; the box is ready for the next. */
export function PickPerson({ button, variant = "primary", busy = false, onPick, ...box }: PickPersonProps) {
  const id = useId();
  const [chosen, setChosen] = useState<ComboOption | null>(null);
  const [isMissing, setMissing] = useState(false);
  const pick = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!chosen);
    if (!chosen || busy) return;
    onPick({ id: chosen.id, name: chosen.label });
    setChosen(null);
    // The next person is one word away.
    document.getElementById(id)?.focus();
  };
  return (
    <form className={styles.pick} noValidate onSubmit={pick}>
      <PersonBox
        {...box}
        id={id}
        error={isMissing ? words.missing : undefined}
        chosen={chosen}
        onChoose={(option) => {
          setChosen(option);
          setMissing(false);
        }}
      >
        <Button type="submit" variant={variant} busy={busy}>
          {button}
        </Button>
      </PersonBox>
    </form>
  );
}
