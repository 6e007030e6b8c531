/** "Expense", "Claim's", not "VAT", "A4", "X-ray" or "McCoy": a word whose capital only marks its beginning. */
const ORDINARY = /^\p{Lu}\p{Ll}\P{Lu}*$/u;
const NAME = /\p{Lu}\p{Ll}/u;

/**
 * A label inside a sentence: "Expense claim" is "expense claim" there. Acronyms and names keep their capitals, as does
 * a label that is written in capitals throughout: "VAT return", "Visit to Berlin", "Expense Claim".
 *
 * Cases: tests/vectors/in_sentence.json, shared with definition/wording.py.
 */
export function inSentence(label: string): string {
  const [first = "", ...rest] = label.split(" ");
  const isOrdinary = ORDINARY.test(first) && !rest.some((word) => NAME.test(word));
  return isOrdinary ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
