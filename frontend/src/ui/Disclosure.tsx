import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import {
  Disclosure as AriaDisclosure,
  type DisclosureProps as AriaDisclosureProps,
  DisclosurePanel,
} from "react-aria-components/Disclosure";
import { Heading } from "react-aria-components/Heading";
import { cx } from "./cx";
import { Icon } from "./Icon";
import styles from "./parts.module.css";

export interface DisclosureProps extends Omit<AriaDisclosureProps, "className" | "children" | "style"> {
  readonly title: ReactNode;
  readonly level?: 2 | 3 | 4 | undefined;
  readonly note?: ReactNode | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Disclosure({ title, level = 3, note, className, children, ...rest }: DisclosureProps) {
  return (
    <AriaDisclosure {...rest} className={cx(styles.disclosure, className)}>
      <Heading level={level} className={styles["disclosure-head"] ?? ""}>
        <Button slot="trigger" className={styles["disclosure-button"] ?? ""}>
          <Icon of={ChevronRight} className={styles.chevron ?? ""} />
          {title}
          {note ? <span className={styles["disclosure-note"]}>{note}</span> : null}
        </Button>
      </Heading>
      <DisclosurePanel className={styles["disclosure-panel"] ?? ""}>{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
