import CircleCheck from "lucide-react/icons/circle-check";
import { useEffect, useRef } from "react";
import { Prose } from "@/library/prose";
import type { EntitySpec } from "@/library/types";
import type { PageSpec } from "@/renderer";
import { Button, ButtonLink } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { announce } from "@/ui/LiveRegion";
import { toast } from "@/ui/Toast";
import styles from "./live.module.css";
import { type LiveData, type LiveRecord, listPage, pageHref, recordHref, referenceOf } from "./page";
import { words } from "./words";

export interface ConfirmationProps {
  readonly data: LiveData;
  readonly page: PageSpec;
  readonly entity: EntitySpec;
  readonly record: LiveRecord;
  readonly onAnother: () => void;
}

/** The record is stored: its reference, what happens next, where to go. */
export function Confirmation({ data, page, entity, record, onAnother }: ConfirmationProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const reference = referenceOf(record.id);
  const title = words.sentTitle(entity.label);
  useEffect(() => {
    document.title = `${title}, ${data.app.title}`;
    window.scrollTo({ top: 0 });
    heading.current?.focus();
    announce(`${title}. ${words.refLabel(reference)}.`);
  }, [title, data.app.title, reference]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(reference);
      toast(words.copied);
    } catch {
      toast(words.copyFailed);
    }
  };
  const list = listPage(data, entity.key);
  const href = recordHref(data, entity.key, record.id);
  return (
    <div className={styles.sent}>
      <h1 ref={heading} tabIndex={-1} className={styles["sent-title"]}>
        <Icon of={CircleCheck} size={24} />
        {title}
      </h1>
      <div className={styles.reference}>
        <span>{words.reference}</span>
        <strong className="mono">{reference}</strong>
        <Button onPress={copy}>{words.copy}</Button>
      </div>
      <section className={styles.group}>
        <h2>{words.next}</h2>
        <Prose text={page.texts.confirmation || words.nextDefault} className={styles.prose} />
      </section>
      <div className={styles.ways}>
        {href ? (
          <ButtonLink href={href} variant="primary" size="lg">
            {words.open(entity.label)}
          </ButtonLink>
        ) : null}
        <Button size="lg" onPress={onAnother}>
          {words.createAnother(entity.label)}
        </Button>
        {list ? <a href={pageHref(data, list)}>{words.goTo(list.title)}</a> : null}
        <button type="button" className={styles.link} onClick={() => window.print()}>
          {words.print}
        </button>
      </div>
    </div>
  );
}
