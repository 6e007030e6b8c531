import { useState } from "react";
import type { Schemas } from "@/api/types";
import { PickPerson, peopleAt } from "@/features/PersonBox";
import { Button } from "@/ui";
import styles from "./share.module.css";
import { words } from "./words";

type Members = Schemas["MembersOut"]["members"];
type Person = Pick<Members[number]["person"], "id" | "name">;

export interface HandOverProps {
  /** Where the members of the app are asked for and changed. */
  readonly address: string;
  readonly members: Members;
  readonly busy: boolean;
  readonly onHandOver: (person: Person) => void;
}

/** Gives the app to somebody else. Only the new owner can give it back, so it is asked once more. */
export function HandOver({ address, members, busy, onHandOver }: HandOverProps) {
  const [step, setStep] = useState<"closed" | "choose" | Person>("closed");
  const makers = members.filter(({ role }) => role === "comaker").map(({ person }) => person);
  const search = async (text: string) => {
    const wanted = text.trim().toLowerCase();
    const known = makers.filter(({ name }) => name.toLowerCase().includes(wanted));
    const others = await peopleAt(`${address}/candidates`, text);
    return [
      ...known.map(({ id, name }) => ({ id, label: name, note: words.share.roles.comaker })),
      ...others,
    ];
  };
  if (step === "closed") {
    return (
      <div>
        <Button onPress={() => setStep("choose")}>{words.handOver.open}</Button>
      </div>
    );
  }
  if (step === "choose") {
    return (
      <section className={styles.hand} aria-label={words.handOver.title}>
        <PickPerson
          label={words.handOver.person}
          hint={words.handOver.hint}
          button={words.handOver.choose}
          variant="secondary"
          search={search}
          onPick={setStep}
        />
      </section>
    );
  }
  return (
    <div className={styles.ask} role="alert">
      <p>{words.handOver.ask(step.name)}</p>
      <Button
        variant="danger"
        busy={busy}
        onPress={() => {
          onHandOver(step);
          setStep("closed");
        }}
      >
        {words.handOver.confirm}
      </Button>
      <Button autoFocus onPress={() => setStep("closed")}>
        {words.handOver.keep}
      </Button>
    </div>
  );
}
