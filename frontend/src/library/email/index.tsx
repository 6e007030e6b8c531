import { cleanTextWith, ok, refuse } from "../clean";
import { texts } from "../read";
import { TextControl } from "../textControl";
import { pick, showText } from "../textual";
import type { FieldKind, InputProps } from "../types";

const LONGEST = 254;
const ADDRESS = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\.]{1,63}(\.[^\s@<>()[\],;:"\\.]{1,63})+$/u;
const SAMPLES = ["lea.martin@example.com", "noor@example.com", "j.ortega@example.com"];

function EmailInput(input: InputProps) {
  return <TextControl input={input} type="email" inputMode="email" autoComplete="email" />;
}

export const kind: FieldKind = {
  kind: "email",
  ask: "enter",
  Input: EmailInput,
  clean: (value, settings) =>
    cleanTextWith(value, LONGEST, (address) => {
      if (!ADDRESS.test(address)) {
        return refuse("email");
      }
      const [local = "", host = ""] = address.split("@");
      const domain = host.toLowerCase();
      const allowed = texts(settings, "domains").map((name) => name.toLowerCase().replace(/^@/, ""));
      return allowed.length === 0 || allowed.includes(domain)
        ? ok(`${local}@${domain}`)
        : refuse("email-domain", { domains: allowed.join(", ") });
    }),
  show: showText,
  Show: ({ value }) => (typeof value === "string" ? <a href={`mailto:${value}`}>{value}</a> : null),
  sample: (_field, index) => pick(SAMPLES, index),
};
