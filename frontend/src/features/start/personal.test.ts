import { expect, test } from "vitest";
import { guessPersonal } from "./personal";

test.each([
  ["LAST_NM", "text", "a last name"],
  ["FRST_NM", "text", "a first name"],
  ["Full name", "text", "the name of a person"],
  ["Date of birth", "date", "a date of birth"],
  ["Home address", "text", "an address"],
  ["E-mail", "email", "an email address"],
  ["Contact", "phone", "a phone number"],
  ["Product name", "text", null],
  ["Name", "text", null],
  ["Addressee count", "number", null],
  ["Amount", "money", null],
])("%s (%s) is taken for %s", (label, kind, is) => {
  expect(guessPersonal({ label, kind })?.is ?? null).toBe(is);
});

test("only what says something about health, faith or origin is a special category", () => {
  const special = ["Diagnosis", "Religion", "Ethnic group", "Salary", "Last name"].filter(
    (label) => guessPersonal({ label, kind: "text" })?.special,
  );
  expect(special).toEqual(["Diagnosis", "Religion", "Ethnic group"]);
});
