/** People write 12.5 for a percent, expressions read 0.125; both are decimal text, so nothing is rounded. */

export function percentToShare(text: string): string {
  return shifted(text, -2);
}

export function shareToPercent(text: string): string {
  return shifted(text, 2);
}

function shifted(text: string, by: number): string {
  const match = /^(-?)(\d+)(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return text;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = `${"0".repeat(2)}${whole}${fraction}${"0".repeat(2)}`;
  const point = 2 + whole.length + by;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
  const right = digits.slice(point).replace(/0+$/, "");
  return `${sign}${left}${right ? `.${right}` : ""}`;
}
