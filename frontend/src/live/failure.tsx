import type { ReactNode } from "react";
import styles from "./live.module.css";
import type { Sent } from "./sending";
import { words } from "./words";

interface Ways {
  readonly onSendAsNew: () => void;
  readonly onReload: () => void;
}

type Failure = Extract<Sent, { state: "failed" | "moved" }>;

/** What happened, what is safe and what to do, when answers did not arrive. */
export function failureBanner(sent: Failure, ways: Ways): ReactNode {
  if (sent.state === "moved") {
    return <Told title={words.failedTitle} text={words.appChanged} />;
  }
  switch (sent.reason) {
    case "offline":
      return <Told title={words.offlineTitle} text={words.keptOffline} />;
    case "signed-out":
      return (
        <Told title={words.failedTitle} text={words.signedOut}>
          <a href="/sign-in/" target="_blank" rel="noopener">
            {words.signIn}
          </a>
        </Told>
      );
    case "not-allowed":
      return <Told title={words.failedTitle} text={words.notAllowed} />;
    case "changed":
      return (
        <Told title={words.failedTitle} text={words.appChanged}>
          <button type="button" className={styles.link} onClick={ways.onReload}>
            {words.reload}
          </button>
        </Told>
      );
    case "already-sent":
      return (
        <Told title={words.failedTitle} text={words.alreadySent}>
          <button type="submit" className={styles.link} onClick={ways.onSendAsNew}>
            {words.sendAsNew}
          </button>
        </Told>
      );
    default:
      return <Told title={words.failedTitle} text={`${sent.message} ${words.kept}`} />;
  }
}

interface ToldProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

function Told({ title, text, children }: ToldProps) {
  return (
    <div className={styles.told}>
      <p>
        <strong>{title}</strong>
      </p>
      <p>{text}</p>
      {children}
    </div>
  );
}
