import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { ComboBox, type ComboOption } from "./ComboBox";

const PEOPLE: readonly ComboOption[] = ["Lea Martin", "Noor Haddad", "Mina Sato"].map((label) => ({
  id: label.slice(0, 3),
  label,
}));
const WORDS = {
  search: "Type to search",
  show: "Show choices",
  searching: "Searching",
  nothingFound: "Nothing found",
  failed: "The search did not answer.",
  found: (count: number) => `${count} results`,
};

type Search = (text: string) => Promise<readonly ComboOption[]>;

interface HeldProps {
  readonly search: Search;
  readonly onChoose: (id: string | null) => void;
}

function Held({ search, onChoose }: HeldProps) {
  const [chosen, setChosen] = useState<ComboOption | null>(null);
  const choose = (option: ComboOption | null) => {
    onChoose(option?.id ?? null);
    setChosen(option);
  };
  return (
    <form onSubmit={() => onChoose("submitted")}>
      <label htmlFor="approver">Approver</label>
      <ComboBox id="approver" chosen={chosen} onChoose={choose} search={search} words={WORDS} />
    </form>
  );
}

const byText: Search = async (text) => PEOPLE.filter(({ label }) => label.toLowerCase().includes(text));

function show(search: Search = byText) {
  const onChoose = vi.fn();
  render(<Held search={search} onChoose={onChoose} />);
  return {
    onChoose,
    user: userEvent.setup(),
    box: screen.getByRole<HTMLInputElement>("combobox", { name: "Approver" }),
  };
}

it("chooses with the keyboard alone, reads the choice back and does not send the form", async () => {
  const { onChoose, user, box } = show();
  await user.tab();
  expect(box.getAttribute("aria-expanded")).toBe("false");
  await user.keyboard("a");
  expect((await screen.findAllByRole("option")).map((option) => option.textContent)).toEqual([
    "Lea Martin",
    "Noor Haddad",
    "Mina Sato",
  ]);
  expect(document.querySelector("[data-live-region=polite]")?.textContent).toBe("3 results");
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(document.getElementById(box.getAttribute("aria-activedescendant") ?? "")?.textContent).toBe(
    "Noor Haddad",
  );
  await user.keyboard("{Enter}");
  expect(box.value).toBe("Noor Haddad");
  expect(box.getAttribute("aria-expanded")).toBe("false");
  expect(onChoose.mock.calls).toEqual([["Noo"]]);
});

it("opens by a click and chooses by a click", async () => {
  const { onChoose, user, box } = show();
  await user.click(box);
  await user.click(await screen.findByRole("option", { name: "Mina Sato" }));
  expect([onChoose.mock.calls, box.value]).toEqual([[["Min"]], "Mina Sato"]);
});

it("restores the choice on Escape and on leaving, and clears it with the text", async () => {
  const { onChoose, user, box } = show();
  await user.click(box);
  await user.click(await screen.findByRole("option", { name: "Lea Martin" }));
  await user.type(box, "x{Escape}");
  expect(box.value).toBe("Lea Martin");
  await user.type(box, "y");
  await user.tab();
  expect(box.value).toBe("Lea Martin");
  await user.clear(box);
  expect(onChoose.mock.calls).toEqual([["Lea"], [null]]);
});

it("says when nothing is found and when the search does not answer", async () => {
  const { user, box } = show(async (text) => {
    if (text === "zz") {
      throw new Error("down");
    }
    return [];
  });
  await user.type(box, "z");
  expect(await screen.findByText("Nothing found", { selector: "p" })).not.toBeNull();
  await user.type(box, "z");
  expect(await screen.findByText("The search did not answer.", { selector: "p" })).not.toBeNull();
});
