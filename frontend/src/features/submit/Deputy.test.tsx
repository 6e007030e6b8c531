import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { writePageData } from "@/testing/page";
import { Deputy } from "./Deputy";

const person = (id: string, name: string) => ({ id, name, email: `${id}@n.example` });
const ADA = person("ada", "Ada Winters");
const BEN = person("ben", "Ben Okafor");
const EMIL = person("emil", "Emil Larsen");

afterEach(() => vi.unstubAllGlobals());

it("finds a deputy by name, never the owner, and keeps the present one until another is chosen", async () => {
  writePageData();
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    if (init.method === "PATCH") sent.push(JSON.parse(String(init.body)));
    const isPeople = address.startsWith("/api/people?q=");
    const body = isPeople ? { people: [ADA, EMIL] } : { owner: ADA, deputy: sent.length > 0 ? EMIL : BEN };
    return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  });
  const onSaving = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Deputy appId="a1" onSaving={onSaving} onSettled={() => undefined} />
    </QueryClientProvider>,
  );
  const box = await screen.findByRole<HTMLInputElement>("combobox", { name: "Deputy" });
  expect(box.value).toBe("Ben Okafor");
  await userEvent.clear(box);
  await screen.findByRole("option", { name: /Emil Larsen/ });
  expect(screen.queryByRole("option", { name: /Ada Winters/ })).toBeNull();
  expect(onSaving).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("option", { name: /Emil Larsen/ }));
  await waitFor(() => expect(sent).toEqual([{ deputy: "emil" }]));
  await waitFor(() => expect(box.value).toBe("Emil Larsen"));
});
