import { useState } from "react";
import type { Schemas } from "@/api/types";
import { EmptyState, SearchField } from "@/ui";
import styles from "./home.module.css";
import { words } from "./words";

type LiveApp = Schemas["UsedAppOut"];

/** The live apps a person may open. */
export function UsedApps({ apps }: { readonly apps: readonly LiveApp[] }) {
  const [search, setSearch] = useState("");
  if (apps.length === 0) return <EmptyState title={words.noApps}>{words.noAppsMore}</EmptyState>;
  const found = apps.filter((app) => app.title.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <>
      {apps.length > 5 ? <SearchField label={words.search} value={search} onChange={setSearch} /> : null}
      {found.length === 0 ? <p className="hush">{words.noMatch(search)}</p> : null}
      <ul className={styles.rows}>
        {found.map((app) => (
          <li key={app.url} className="spine" data-s="live">
            <a href={app.url}>
              <strong>{app.title}</strong>
              {app.summary ? <span>{app.summary}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
