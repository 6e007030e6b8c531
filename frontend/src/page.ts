/** What the server wrote into the page for the script: inert JSON in `#page-data`, read once. */

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly [key: string]: unknown;
}

export interface PageData<Data> {
  /** Sent back as `X-CSRFToken` with every unsafe request. */
  readonly csrf: string;
  /** The signed-in person; null on public pages. */
  readonly me: Me | null;
  readonly data: Data;
}

/** Reads `#page-data`. Throws when the page has none: the page is then not one of ours. */
export function pageData<Data>(): PageData<Data> {
  const text = document.getElementById("page-data")?.textContent;
  if (!text) {
    throw new Error("This page carries no #page-data.");
  }
  return JSON.parse(text) as PageData<Data>;
}
