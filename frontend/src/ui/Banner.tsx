import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { Icon } from "./Icon";
import styles from "./parts.module.css";

export type Tone = "info" | "ok" | "warn" | "bad";

const LOOK = {
  info: { icon: Info, word: "Information" },
  ok: { icon: CircleCheck, word: "Done" },
  warn: { icon: TriangleAlert, word: "Advice" },
  bad: { icon: CircleAlert, word: "Problem" },
} as const;

export interface BannerProps {
  readonly tone?: Tone | undefined;
  /** One sentence: what happened. */
  readonly title: ReactNode;
  /** What is safe, what to do. */
  readonly children?: ReactNode | undefined;
  /** Buttons and links. */
  readonly actions?: ReactNode | undefined;
  /** Says it at once when it appears after a person's action. */
  readonly alert?: boolean | undefined;
}

export function Banner({ tone = "info", title, children, actions, alert }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} {...(alert ? { role: "alert" } : {})}>
      <Icon of={LOOK[tone].icon} size={20} />
      <div className={styles["banner-body"]}>
        <p className={styles["banner-title"]}>
          <span className="visually-hidden">{LOOK[tone].word}: </span>
          {title}
        </p>
        {children ? <div className={styles["banner-text"]}>{children}</div> : null}
        {actions ? <div className={styles["banner-actions"]}>{actions}</div> : null}
      </div>
    </div>
  );
}
