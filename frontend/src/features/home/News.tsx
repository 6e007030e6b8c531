import type { Schemas } from "@/api/types";
import { when, whenFull, whichDay } from "@/features/when";
import styles from "./home.module.css";
import { words } from "./words";

type NewsItem = Schemas["NewsOut"];
type SavedItem = Schemas["SavedForLaterOut"];

/** What became of the apps this person makes: they went live, or are on their way. */
export function News({ news }: { readonly news: readonly NewsItem[] }) {
  if (news.length === 0) return null;
  return (
    <section aria-labelledby="news">
      <h2 id="news">{words.news}</h2>
      <ul className={styles.rows}>
        {news.map((item) => (
          <li key={item.app_id} className="spine" data-s={item.kind === "live" ? "live" : "review"}>
            <a href={item.url}>
              <strong>{headline(item)}</strong>
              <span>{reason(item)}</span>
              <em>{item.kind === "live" ? words.open : words.follow}</em>
            </a>
            <time dateTime={item.at} title={whenFull(item.at)}>
              {when(item.at)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

function headline({ kind, title, number, is_first }: NewsItem): string {
  if (kind !== "live") return words.approved(title);
  return is_first || number === null ? words.live(title) : words.newVersion(title, number);
}

const NAMES = new Intl.ListFormat(undefined, { type: "conjunction" });

function reason({ kind, approved_by }: NewsItem): string {
  const names = approved_by.map((person) => person.name);
  const by = names.length > 0 ? words.approvedBy(NAMES.format(names)) : words.byRule;
  return kind === "live" ? by : `${by} ${words.onItsWay}`;
}

/** Answers this person saved for later. */
export function Saved({ saved }: { readonly saved: readonly SavedItem[] }) {
  if (saved.length === 0) return null;
  return (
    <section aria-labelledby="saved">
      <h2 id="saved">{words.saved}</h2>
      <ul className={styles.rows}>
        {saved.map((item) => (
          <li key={item.url} className="spine" data-s="draft">
            <a href={item.url}>
              <strong>{words.resume(item.title)}</strong>
              <span>{words.savedOn(item.app_title, whichDay(item.saved_at))}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
