import { useState } from "react";
import { readingOf } from "@/library/reading";
import type { EntitySpec, FieldSpec, Services } from "@/library/types";
import {
  createFormStore,
  FormFlow,
  type FormStore,
  formRules,
  type PageSpec,
  type SendResult,
  systemClock,
} from "@/renderer";
import { Button } from "@/ui/Button";
import { Conflict } from "./Conflict";
import { failureBanner } from "./failure";
import { type Changes, type Clash, changesOf, chosen, clashesOf, fitted, unasked, valuesOf } from "./merging";
import type { LiveData, LiveRecord } from "./page";
import { changeRecord } from "./sending";
import { words } from "./words";

export interface EditRecordProps {
  readonly data: LiveData;
  readonly entity: EntitySpec;
  readonly page: PageSpec;
  readonly record: LiveRecord;
  readonly services: Services;
  readonly onCancel: () => void;
  readonly onSaved: (saved: Saved) => void;
}

/** An answer that nobody can be asked for any more after someone else's change, in the words of the record. */
export interface Lost {
  readonly label: string;
  readonly typed: string;
}

export interface Saved {
  readonly record: LiveRecord;
  /** Something was left to save. */
  readonly isChanged: boolean;
  readonly lost: readonly Lost[];
}

/** Somebody else was faster. `changes` is all that I changed, with and without a clash. */
interface Open {
  readonly current: LiveRecord;
  readonly changes: Changes;
  readonly clashes: readonly Clash[];
}

/** Changes a record in its own form. Two people changing different answers both keep theirs. */
export function EditRecord(props: EditRecordProps) {
  const { data, entity, page, record, services, onSaved } = props;
  const [store] = useState<FormStore>(() =>
    createFormStore({
      artefact: data.artefact,
      page,
      values: valuesOf(entity, record),
      labels: labelsOf(entity, record),
    }),
  );
  const [open, setOpen] = useState<Open | null>(null);

  const save = async (changes: Changes, base: LiveRecord): Promise<SendResult> => {
    const rules = formRules(data.artefact, entity, systemClock());
    const body = fitted(rules, entity, base, changes);
    const lost = unasked(rules, entity, base, changes).map((field) => lostOf(field, changes, store));
    if (Object.keys(body).length === 0) {
      onSaved({ record: base, isChanged: false, lost });
      return { state: "sent" };
    }
    const sent = await changeRecord(data, entity.key, record.id, base.version, body);
    if (sent.state === "sent") {
      onSaved({ record: sent.record, isChanged: true, lost });
      return { state: "sent" };
    }
    if (sent.state === "refused") {
      setOpen(null);
      return sent;
    }
    if (sent.state === "moved") {
      // Nobody is asked to choose between answers to a question that is not asked any more.
      const gone = unasked(rules, entity, sent.current, changes);
      const clashes = clashesOf(entity, base, sent.current, body).filter(
        ({ field }) => !gone.includes(field),
      );
      if (clashes.length === 0) {
        return save(changes, sent.current);
      }
      setOpen({ current: sent.current, changes, clashes });
      return { state: "sent" };
    }
    return {
      state: "failed",
      failure: failureBanner(sent, {
        onSendAsNew: () => undefined,
        onReload: () => window.location.reload(),
      }),
    };
  };

  if (open) {
    return (
      <Conflict
        clashes={open.clashes}
        onCancel={() => setOpen(null)}
        onChoose={(theirs) => save(chosen(open.changes, open.clashes, theirs), open.current)}
      />
    );
  }
  return (
    <FormFlow
      artefact={data.artefact}
      store={store}
      mode="live"
      services={services}
      skipCheck
      sendLabel={words.saveChanges}
      sendingLabel={words.savingChanges}
      onSend={(payload) => save(changesOf(payload, store.getState().outcome.hiddenFields, record), record)}
      aside={
        <Button size="lg" onPress={props.onCancel}>
          {words.cancelEdit}
        </Button>
      }
    />
  );
}

function lostOf(field: FieldSpec, changes: Changes, store: FormStore): Lost {
  const { key, label } = field;
  const named = { [`${key}__label`]: store.getState().labels[key] ?? null };
  return { label, typed: readingOf(field, { id: "", [key]: changes[key] ?? null, ...named }) };
}

function labelsOf(entity: EntitySpec, record: LiveRecord): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    entity.fields.map((field) => {
      const label = record[`${field.key}__label`];
      return [field.key, typeof label === "string" ? label : null];
    }),
  );
}
