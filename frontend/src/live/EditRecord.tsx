import { useState } from "react";
import type { EntitySpec, Services } from "@/library/types";
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
import { type Changes, type Clash, changesOf, chosen, clashesOf, fitted, valuesOf } from "./merging";
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
  readonly onSaved: (record: LiveRecord) => void;
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
    if (Object.keys(body).length === 0) {
      onSaved(base);
      return { state: "sent" };
    }
    const sent = await changeRecord(data, entity.key, record.id, base.version, body);
    if (sent.state === "sent") {
      onSaved(sent.record);
      return { state: "sent" };
    }
    if (sent.state === "refused") {
      setOpen(null);
      return sent;
    }
    if (sent.state === "moved") {
      const clashes = clashesOf(entity, base, sent.current, body);
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

function labelsOf(entity: EntitySpec, record: LiveRecord): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    entity.fields.map((field) => {
      const label = record[`${field.key}__label`];
      return [field.key, typeof label === "string" ? label : null];
    }),
  );
}
