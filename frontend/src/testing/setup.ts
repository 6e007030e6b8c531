import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// jsdom has no CSS.escape, which user-event needs for radios.
globalThis.CSS ??= { escape: (text: string) => text.replace(/[^a-zA-Z0-9_-]/g, "\\$&") } as typeof CSS;

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});
