/** Which columns look like data about a person, and why: a guess that the wizard states and the maker confirms. */
import type { ColumnPlan } from "./types";

/** `is` finishes the sentence "LAST_NM is …"; `special` data is protected most. */
export interface Guess {
  readonly is: string;
  readonly special: boolean;
}

const plain = (is: string): Guess => ({ is, special: false });
const special = (is: string): Guess => ({ is, special: true });

const KINDS: Readonly<Record<string, Guess>> = {
  email: plain("an email address"),
  phone: plain("a phone number"),
};

const LAST = plain("a last name");
const FIRST = plain("a first name");
const PERSON = plain("the name of a person");
const BIRTH = plain("a date of birth");
const PAY = plain("what somebody earns");
const ORIGIN = special("an ethnic origin");
const HEALTH = special("about health");

const WORDS: ReadonlyMap<string, Guess> = new Map([
  ["surname", LAST],
  ["lastname", LAST],
  ["firstname", FIRST],
  ["birthday", BIRTH],
  ["birthdate", BIRTH],
  ["birth", BIRTH],
  ["dob", BIRTH],
  ["address", plain("an address")],
  ["phone", plain("a phone number")],
  ["mobile", plain("a phone number")],
  ["email", plain("an email address")],
  ["gender", plain("a gender")],
  ["sex", plain("a gender")],
  ["salary", PAY],
  ["wage", PAY],
  ["passport", plain("a passport number")],
  ["iban", plain("a bank account")],
  ["ssn", plain("a social security number")],
  ["nationality", plain("a nationality")],
  ["religion", special("a religion")],
  ["ethnicity", ORIGIN],
  ["ethnic", ORIGIN],
  ["descent", ORIGIN],
  ["health", HEALTH],
  ["diagnosis", HEALTH],
  ["disability", HEALTH],
]);

/** What stands before "name" when the name is a person's; "Product name" and a bare "Name" are not. */
const BEFORE_NAME: ReadonlyMap<string, Guess> = new Map([
  ["first", FIRST],
  ["frst", FIRST],
  ["given", FIRST],
  ["last", LAST],
  ["lst", LAST],
  ["family", LAST],
  ["maiden", LAST],
  ["full", PERSON],
  ["middle", PERSON],
  ["mid", PERSON],
  ["employee", PERSON],
  ["person", PERSON],
]);
const NAME = new Set(["name", "names", "nm"]);

/** The guess for a heading such as "LAST_NM" or "Date of birth", or for a kind such as an email address. */
export function guessPersonal({ label, kind }: Pick<ColumnPlan, "label" | "kind">): Guess | null {
  const words = label.toLowerCase().split(/[^\p{L}]+/u);
  const found = words.map((word, index) =>
    NAME.has(word) ? BEFORE_NAME.get(words[index - 1] ?? "") : WORDS.get(word),
  );
  return KINDS[kind] ?? found.find((guess) => guess !== undefined) ?? null;
}
