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

it("F6 goes through all parts of the screen, Shift+F6 back, and is the browser's at either end", async () => {
  const user = open();
  const pressed: (string | boolean)[] = [];
  const note = (event: KeyboardEvent) => event.key === "F6" && pressed.push(event.defaultPrevented);
  addEventListener("keydown", note);
  const walk = async (keys: string, times: number) => {
    const parts: string[] = [];
    for (let time = 0; time < times; time += 1) {
      await user.keyboard(keys);
      parts.push(here());
    }
    return parts;
  };
  expect(await walk("{F6}", 6)).toEqual([...ORDER, "Status"]);
  expect(pressed.splice(0)).toEqual([true, true, true, true, true, false]);
  expect(await walk("{Shift>}{F6}{/Shift}", 5)).toEqual([...[...ORDER].reverse().slice(1), "Top"]);
  expect(pressed).toEqual([true, true, true, true, false]);
  removeEventListener("keydown", note);
});

it("F6 starts over for somebody who comes back from the browser's own parts", async () => {
  const user = open();
  for (const _ of [...ORDER, "the browser"]) await user.keyboard("{F6}");
  expect(here()).toBe("Status");
  await user.keyboard("{F6}");
  expect(here()).toBe("Top");
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
