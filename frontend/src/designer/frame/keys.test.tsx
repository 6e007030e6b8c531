import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { FormArea } from "@/designer/form/FormArea";
import { listenToKeys } from "@/designer/frame/keys";
import { StatusBar } from "@/designer/frame/StatusBar";
import { TopBar } from "@/designer/frame/TopBar";
import { openBench, show } from "@/designer/testing/bench";

let stop: () => void = () => undefined;
afterEach(() => stop());

function open() {
  const bench = openBench();
  show(
    bench,
    <>
      <TopBar />
      <FormArea />
      <StatusBar />
    </>,
  );
  stop = listenToKeys(bench);
  // A control that cannot take the focus, as the close button of a sheet on wide screens.
  const close = screen.getByRole("button", { name: "Close properties" }) as HTMLButtonElement;
  close.disabled = true;
  return userEvent.setup();
}

const ORDER = ["Top", "Outline and add", "Form canvas", "Properties", "Status"];

function here(): string {
  const region = document.activeElement?.closest("[data-region]");
  return region?.matches("header") ? "Top" : (region?.getAttribute("aria-label") ?? "nowhere");
}

it("F6 goes round all parts of the screen, Shift+F6 back", async () => {
  const user = open();
  const forth: string[] = [];
  for (const _ of [...ORDER, ""]) {
    await user.keyboard("{F6}");
    forth.push(here());
  }
  expect(forth).toEqual([...ORDER, "Top"]);
  const back: string[] = [];
  for (const _ of ORDER) {
    await user.keyboard("{Shift>}{F6}{/Shift}");
    back.push(here());
  }
  expect(back).toEqual([...ORDER].reverse());
});

it("F6 goes on from between two parts", async () => {
  const user = open();
  const [between] = screen.getAllByRole("separator");
  between?.focus();
  await user.keyboard("{F6}");
  expect(here()).toBe("Form canvas");
  between?.focus();
  await user.keyboard("{Shift>}{F6}{/Shift}");
  expect(here()).toBe("Outline and add");
});

it("Shift+F6 from nowhere starts at the end", async () => {
  const user = open();
  await user.keyboard("{Shift>}{F6}{/Shift}");
  expect(here()).toBe("Status");
});
