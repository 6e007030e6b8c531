import { Banner, type Tone } from "@/ui/Banner";
import { Prose } from "../prose";
import { text } from "../read";
import type { ViewKind } from "../types";
import styles from "./notice.module.css";

const TONES: Readonly<Record<string, Tone>> = {
  info: "info",
  success: "ok",
  ok: "ok",
  warning: "warn",
  warn: "warn",
  danger: "bad",
  error: "bad",
  bad: "bad",
};

/** A sentence that must not be overlooked: an icon, a word and the text. */
export const kind: ViewKind = {
  kind: "notice",
  View: ({ node }) => {
    const title = text(node.props, "title");
    const body = text(node.props, "text");
    const tone = TONES[text(node.props, "tone") || text(node.props, "kind")] ?? "info";
    return (
      <Banner tone={tone} title={title || body}>
        {title && body ? <Prose text={body} className={styles.prose} /> : null}
      </Banner>
    );
  },
};
