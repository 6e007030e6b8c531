import Pencil from "lucide-react/icons/pencil";
import { useEffect, useMemo, useRef, useState } from "react";
import { readingOf } from "@/library/reading";
import type { EntitySpec } from "@/library/types";
import { entityOf, Render } from "@/renderer";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/Placeholder";
import { toast } from "@/ui/Toast";
import { EditRecord, type Lost } from "./EditRecord";
import { PageHead } from "./Frame";
import { History } from "./History";
import type { ScreenProps } from "./LiveApp";
import styles from "./live.module.css";
import { formPage, type LiveData, type LiveRecord, listPage, pageHref, referenceOf, timeText } from "./page";
import { liveServices } from "./services";
import { words } from "./words";

/** One record: what was answered, changing it, and who changed it when. */
export default function RecordScreen({ data, me, page }: ScreenProps) {
  const services = useMemo(() => liveServices(data), [data]);
  const [record, setRecord] = useState(data.record);
  const [isEditing, setIsEditing] = useState(false);
  const [lost, setLost] = useState<readonly Lost[]>([]);
  const entity = entityOf(data.artefact, page.entity);
  const top = useTopFocus(isEditing);
  if (!record || !entity) {
    return (
      <>
        <PageHead title={page.title} />
        <EmptyState title={words.historyEmpty} />
      </>
    );
  }
  const title = titleOf(entity, record) || page.title;
  const form = formPage(data, entity.key);
  const list = listPage(data, entity.key);
  const label = record.created_by__label;
  return (
    <div ref={top} className={styles.record}>
      {list ? (
        <a className={styles.up} href={pageHref(data, list)}>
          {list.title}
        </a>
      ) : null}
      <PageHead title={title}>
        {form && !isEditing && mayUpdate(data, entity, record, me?.id) ? (
          <Button icon={Pencil} onPress={() => setIsEditing(true)}>
            {words.edit}
          </Button>
        ) : null}
      </PageHead>
      <p className={styles.facts}>
        <span className="mono">{words.refLabel(referenceOf(record.id))}</span>
        <span>{words.sent(timeText(record.created_at), typeof label === "string" ? label : "")}</span>
      </p>
      {isEditing && form ? (
        <EditRecord
          data={data}
          entity={entity}
          page={form}
          record={record}
          services={services}
          onCancel={() => setIsEditing(false)}
          onSaved={(saved) => {
            setRecord(saved.record);
            setLost(saved.lost);
            setIsEditing(false);
            if (saved.isChanged) toast(words.changesSaved);
            else if (saved.lost.length === 0) toast(words.noChanges);
          }}
        />
      ) : (
        <>
          <LostAnswers lost={lost} />
          <Render
            artefact={data.artefact}
            pageKey={page.key}
            mode="live"
            services={services}
            record={record}
          />
          <History key={record.version} data={data} entity={entity} record={record} />
        </>
      )}
    </div>
  );
}

/** What was typed stays in sight, so that it can be copied to where it is asked now. */
function LostAnswers({ lost }: { readonly lost: readonly Lost[] }) {
  if (lost.length === 0) {
    return null;
  }
  return (
    <Banner tone="warn" alert title={words.lostTitle(lost.length)}>
      <ul>
        {lost.map(({ label, typed }) => (
          <li key={label}>{words.lost(label, typed)}</li>
        ))}
      </ul>
    </Banner>
  );
}

/** Starting and ending a change moves the focus to the heading. */
function useTopFocus(isEditing: boolean) {
  const top = useRef<HTMLDivElement>(null);
  const before = useRef(isEditing);
  useEffect(() => {
    if (before.current !== isEditing) {
      before.current = isEditing;
      top.current?.querySelector<HTMLElement>("h1")?.focus();
    }
  }, [isEditing]);
  return top;
}

function titleOf(entity: EntitySpec, record: LiveRecord): string {
  const field = entity.fields.find((item) => item.key === entity.title_field);
  return field ? readingOf(field, record) : "";
}

function mayUpdate(data: LiveData, entity: EntitySpec, record: LiveRecord, me: string | undefined): boolean {
  const access = data.permissions[entity.key]?.update;
  // By rule the server decides; it says so when a change is not allowed.
  return (
    access === "all" ||
    access === "rule" ||
    (access === "own" && me !== undefined && record.created_by === me)
  );
}
