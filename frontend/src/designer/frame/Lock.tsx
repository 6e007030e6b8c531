import type { ReactNode } from "react";
import { useCanEdit } from "@/designer/store/context";
import styles from "./frame.module.css";

/** Controls that change the app: in view, and out of use, for somebody who may only look. */
export function Lock({ children }: { readonly children: ReactNode }) {
  return useCanEdit() ? (
    children
  ) : (
    <fieldset disabled className={styles.lock}>
      {children}
    </fieldset>
  );
}
