import { expect, test } from "vitest";
import { offersFor } from "./offers";

const hrefs = (...roles: readonly string[]) => offersFor(roles).map((offer) => offer.href);

test.each([
  [["auditor"], ["/audit/"]],
  [["component_steward"], ["/components/"]],
  [["trainer"], ["/components/"]],
  [["administrator"], ["/apps/", "/audit/"]],
  [["employee"], ["#apps-you-use"]],
  [["employee", "auditor"], ["/audit/"]],
  [
    ["auditor", "administrator"],
    ["/audit/", "/apps/"],
  ],
  [["component_steward", "trainer"], ["/components/"]],
  [["maker", "auditor"], []],
  [["reviewer"], []],
  [["unheard-of"], []],
])("%s is offered %s", (roles, expected) => {
  expect(hrefs(...roles)).toEqual(expected);
});
