import { cleanTextWith, lengthOf, ok, refuse } from "../clean";
import { flag } from "../read";
import { TextControl } from "../textControl";
import { pick, showText } from "../textual";
import type { FieldKind, InputProps } from "../types";

const LONGEST = 2000;
const ADDRESS = /^(https?):\/\/([^\s/?#@<>"\\]{1,253})([/?#][^\s<>"\\]*)?$/iu;
const BARE = /^[^\s/?#@<>"\\:]{1,253}\.[^\s/?#@<>"\\:.]{2,63}([/?#][^\s<>"\\]*)?$/u;
const SAMPLES = ["https://example.com/receipts/1042", "https://example.org"];

function UrlInput(input: InputProps) {
  return <TextControl input={input} type="text" inputMode="url" autoComplete="url" />;
}

/** A web address: http or https, no user name in it. "example.com" becomes "https://example.com". */
export const kind: FieldKind = {
  kind: "url",
  ask: "enter",
  Input: UrlInput,
  clean: (value, settings) =>
    cleanTextWith(value, LONGEST, (typed) => {
      const address = BARE.test(typed) ? `https://${typed}` : typed;
      const [, scheme = "", host = "", rest = ""] = ADDRESS.exec(address) ?? [];
      if (!scheme || lengthOf(address) > LONGEST) {
        return refuse("url");
      }
      if (scheme.toLowerCase() === "http" && flag(settings, "https_only")) {
        return refuse("url-https");
      }
      return ok(`${scheme.toLowerCase()}://${host.toLowerCase()}${rest}`);
    }),
  show: showText,
  Show: ({ value, field }) =>
    typeof value === "string" && /^https?:\/\//.test(value) ? (
      <a href={value} rel="noopener noreferrer">
        {value}
      </a>
    ) : (
      showText(value, field, { label: null })
    ),
  sample: (_field, index) => pick(SAMPLES, index),
};
