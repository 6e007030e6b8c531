import type { ReactNode } from "react";
import { type Me, pageData } from "@/page";
import { ToastRegion } from "@/ui/Toast";
import styles from "./live.module.css";
import { homeHref, type LiveData, pageHref } from "./page";
import { words } from "./words";

export interface FrameProps {
  readonly data: LiveData;
  readonly me: Me | null;
  /** Lists and dashboards use the width; forms keep to one column. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page of a live app: its name, its pages, and the page itself. */
export function Frame({ data, me, wide, children }: FrameProps) {
  const pages = data.artefact.pages.filter((page) => page.kind !== "record");
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        {words.skip}
      </a>
      <header className={styles.bar}>
        <div className={styles["bar-in"]}>
          <a className={styles.brand} href={homeHref(data)}>
            {data.app.title}
          </a>
          {me ? <Account me={me} /> : null}
        </div>
        {pages.length > 1 ? (
          <nav className={styles.nav} aria-label={words.pages}>
            <ul>
              {pages.map((page) => (
                <li key={page.key}>
                  <a
                    href={pageHref(data, page)}
                    {...(page.key === data.page ? { "aria-current": "page" as const } : {})}
                  >
                    {page.title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </header>
      <main id="main" tabIndex={-1} className={styles.main} {...(wide ? { "data-wide": "" } : {})}>
        {children}
      </main>
      <ToastRegion />
    </div>
  );
}

/** The way back to Guildhall, and out. A real form post: the session ends on the server. */
function Account({ me }: { readonly me: Me }) {
  return (
    <form className={styles.account} method="post" action="/sign-out/">
      <input type="hidden" name="csrfmiddlewaretoken" value={pageData<LiveData>().csrf} />
      <a className={styles.me} href="/" title={words.signedInAs(me.name)}>
        {words.guildhall}
        <span className="visually-hidden">. {words.signedInAs(me.name)}</span>
      </a>
      <span className={styles.who} title={words.signedInAs(me.name)} aria-hidden="true">
        <span className={styles.name}>{me.name}</span>
        <span className={styles.initials}>{me.initials}</span>
      </span>
      <button type="submit" className={styles.me} title={words.signedInAs(me.name)}>
        {words.signOut}
      </button>
    </form>
  );
}

export interface PageHeadProps {
  readonly title: string;
  readonly intro?: string | undefined;
  readonly children?: ReactNode;
}

export function PageHead({ title, intro, children }: PageHeadProps) {
  return (
    <div className={styles.head}>
      <div className={styles["head-text"]}>
        <h1 tabIndex={-1}>{title}</h1>
        {intro ? <p className={styles.intro}>{intro}</p> : null}
      </div>
      {children}
    </div>
  );
}
