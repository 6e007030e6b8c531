import { useEffect, useMemo, useRef, useState } from "react";
import {
  createFormStore,
  defaultValues,
  entityOf,
  FormFlow,
  type FormStore,
  type SendResult,
} from "@/renderer";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { toast } from "@/ui/Toast";
import { findAnswers, type Keeper, type KeptAnswers, keepAnswers, type SaveState } from "./answers";
import { Confirmation } from "./Confirmation";
import { PageHead } from "./Frame";
import { failureBanner } from "./failure";
import type { ScreenProps } from "./LiveApp";
import styles from "./live.module.css";
import { type LiveRecord, timeText } from "./page";
import { sendRecord } from "./sending";
import { liveServices } from "./services";
import { words } from "./words";

type Found = { readonly state: "looking" } | { readonly state: "found"; readonly kept: KeptAnswers | null };

/** Fills in one form: brings back what was not sent, keeps what is typed, sends it once. */
export function FormScreen(props: ScreenProps) {
  const { data, me, page } = props;
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<Found>({ state: "looking" });
  const owner = me?.id ?? "";
  useEffect(() => {
    let isCurrent = true;
    findAnswers(round === 0 ? data : { ...data, saved: null }, owner).then(
      (kept) => isCurrent && setFound({ state: "found", kept }),
    );
    return () => {
      isCurrent = false;
    };
  }, [data, owner, round]);
  if (found.state === "looking") {
    return <PageHead title={page.title} intro={page.intro} />;
  }
  const startAgain = () => {
    setFound({ state: "looking" });
    setRound((count) => count + 1);
    window.history.replaceState(null, "");
  };
  return <Form key={round} {...props} kept={found.kept} onStartAgain={startAgain} />;
}

interface FormProps extends ScreenProps {
  readonly kept: KeptAnswers | null;
  readonly onStartAgain: () => void;
}

function Form({ data, me, page, kept, onStartAgain }: FormProps) {
  const entity = entityOf(data.artefact, page.entity);
  const services = useMemo(() => liveServices(data), [data]);
  const [store] = useState<FormStore>(() =>
    createFormStore({
      artefact: data.artefact,
      page,
      values: kept?.values ?? (entity ? defaultValues(entity) : {}),
      labels: kept?.labels ?? {},
    }),
  );
  const [saved, setSaved] = useState<SaveState>({ state: "nothing" });
  const keeper = useKeeper(() => keepAnswers(data, me?.id ?? "", store, kept, setSaved));
  const [record, setRecord] = useState<LiveRecord | null>(null);

  const onSend = async (payload: ReturnType<FormStore["payload"]>): Promise<SendResult> => {
    const keep = keeper.current;
    if (!keep || !entity) {
      return { state: "failed", failure: null };
    }
    const sent = await sendRecord(data, entity.key, payload, keep.idempotencyKey());
    if (sent.state === "sent") {
      await keep.forget();
      setRecord(sent.record);
      return { state: "sent" };
    }
    if (sent.state === "refused") {
      return sent;
    }
    const failure = failureBanner(sent, {
      onSendAsNew: () => keep.renewKey(),
      onReload: () => window.location.reload(),
    });
    return { state: "failed", failure };
  };

  if (record && entity) {
    return <Confirmation data={data} page={page} entity={entity} record={record} onAnother={onStartAgain} />;
  }
  const discard = async () => {
    await keeper.current?.forget();
    onStartAgain();
  };
  const keepStep = () => keeper.current?.keepNow();
  const saveLater = async () => {
    if (await keeper.current?.saveNow()) {
      toast(words.savedLater(timeText(new Date().toISOString())));
    }
  };
  return (
    <>
      <PageHead title={page.title} intro={page.intro} />
      {kept ? (
        <Resumed kept={kept} isChanged={kept.digest !== data.artefact.digest} onDiscard={discard} />
      ) : null}
      <FormFlow
        artefact={data.artefact}
        store={store}
        mode="live"
        services={services}
        onSend={onSend}
        history
        onStep={keepStep}
        aside={
          <>
            <Button size="lg" variant="secondary" onPress={saveLater}>
              {words.saveLater}
            </Button>
            <SaveStatus saved={saved} />
          </>
        }
      />
    </>
  );
}

/** Starts keeping when the form stands and stops when it goes. */
function useKeeper(make: () => Keeper) {
  const keeper = useRef<Keeper | null>(null);
  const first = useRef(make);
  useEffect(() => {
    const made = first.current();
    keeper.current = made;
    return () => made.stop();
  }, []);
  return keeper;
}

interface ResumedProps {
  readonly kept: KeptAnswers;
  readonly isChanged: boolean;
  readonly onDiscard: () => void;
}

function Resumed({ kept, isChanged, onDiscard }: ResumedProps) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Banner
      tone={isChanged ? "warn" : "info"}
      title={isAsking ? words.startAgainTitle : words.resumed(timeText(kept.saved_at))}
      actions={
        isAsking ? (
          <>
            <Button variant="danger" onPress={onDiscard}>
              {words.deleteAnswers}
            </Button>
            <Button onPress={() => setIsAsking(false)}>{words.keepAnswers}</Button>
          </>
        ) : (
          <Button onPress={() => setIsAsking(true)}>{words.startAgain}</Button>
        )
      }
    >
      {isAsking ? words.startAgainText : isChanged ? words.formChanged : words.resumedText}
    </Banner>
  );
}

function SaveStatus({ saved }: { readonly saved: SaveState }) {
  return (
    <p className={styles.saved} role="status">
      {saveText(saved)}
    </p>
  );
}

function saveText(saved: SaveState): string {
  switch (saved.state) {
    case "device":
      return words.savedDevice(timeText(saved.at));
    case "server":
      return words.savedServer(timeText(saved.at));
    case "kept-only":
      return words.notSaved;
    case "saving":
      return words.saving;
    default:
      return "";
  }
}
