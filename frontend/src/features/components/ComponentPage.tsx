import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "@/api/client";
import { Loaded } from "@/features/Loaded";
import { iconOf } from "@/library/kindIcons";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import { Banner, Icon, StateBadge, Tabs } from "@/ui";
import styles from "./components.module.css";
import { usersOf } from "./filters";
import { PropertyTable } from "./PropertyTable";
import { Readme } from "./Readme";
import { leadOf, sectionOf } from "./readme";
import { Try } from "./Try";
import type { ComponentDetail, Manifest } from "./types";
import { useUse } from "./useUse";
import { words } from "./words";

const TABS = ["try", "when", "properties", "data", "accessibility", "used"] as const;
type Tab = (typeof TABS)[number];

const tabOf = (hash: string): Tab => TABS.find((tab) => `#${tab}` === hash) ?? "try";

/** S16: one component, to be tried, read about and looked up. The tab stands in the address. */
export default function ComponentPage({ page }: { readonly page: PageData<{ readonly kind: string }> }) {
  const { kind } = page.data;
  const query = useQuery({
    queryKey: ["catalogue", kind],
    queryFn: ({ signal }) => get<ComponentDetail>(`/api/catalogue/${encodeURIComponent(kind)}`, signal),
  });
  const manifest = query.data?.manifest;
  return (
    <Shell
      page={page}
      title={manifest?.name ?? kind}
      area="components"
      crumbs={[{ label: words.title, href: "/components/" }]}
      lead={manifest?.summary}
      actions={manifest ? <Standing manifest={manifest} /> : null}
    >
      <Loaded query={query} lines={8}>
        {(data) => <Details detail={data} />}
      </Loaded>
    </Shell>
  );
}

function Standing({ manifest }: { readonly manifest: Manifest }) {
  return (
    <span className={styles.standing}>
      <Icon of={iconOf(manifest.kind)} size={20} />
      <StateBadge state={manifest.status === "active" ? "live" : "retired"}>
        {`${words.values[manifest.status]}, ${words.version(manifest.version).toLowerCase()}`}
      </StateBadge>
    </span>
  );
}

function Details({ detail }: { readonly detail: ComponentDetail }) {
  const { manifest, readme, example } = detail;
  const [tab, setTab] = useState<Tab>(() => tabOf(window.location.hash));
  const choose = (id: string) => {
    setTab(tabOf(`#${id}`));
    window.history.replaceState(null, "", `#${id}`);
  };
  const content: Readonly<Record<Tab, React.ReactNode>> = {
    try: <Try manifest={manifest} example={example} />,
    when: <When detail={detail} />,
    properties: <Properties manifest={manifest} />,
    data: <Data manifest={manifest} readme={readme} />,
    accessibility: <Accessibility manifest={manifest} />,
    used: <Used kind={manifest.kind} />,
  };
  return (
    <>
      {manifest.status === "deprecated" ? (
        <Banner tone="warn" title={words.deprecatedTitle}>
          {manifest.replaced_by ? words.replacedBy(manifest.replaced_by) : null}
        </Banner>
      ) : null}
      <Tabs
        label={words.sections}
        selected={tab}
        onSelect={choose}
        tabs={TABS.map((id) => ({ id, label: words.tabs[id], content: content[id] }))}
      />
    </>
  );
}

function When({ detail: { manifest, readme } }: { readonly detail: ComponentDetail }) {
  const lead = leadOf(readme).slice(1);
  return (
    <div className={styles.sections}>
      {lead.length > 0 ? <Readme blocks={lead} label={manifest.name} /> : null}
      <div className={styles.sideBySide}>
        <Part title={words.useWhen}>
          <Readme blocks={sectionOf(readme, "Use it when")} label={words.useWhen} />
        </Part>
        <Part title={words.notWhen}>
          <Readme blocks={sectionOf(readme, "Do not use it when")} label={words.notWhen} />
        </Part>
      </div>
      <Part title={words.onPhone}>
        <p>{manifest.mobile}</p>
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Properties({ manifest }: { readonly manifest: Manifest }) {
  return (
    <div className={styles.sections}>
      {manifest.field ? (
        <Part title={words.settingsTitle}>
          <p className="hush">{words.settingsLead}</p>
          <PropertyTable schema={manifest.settings} label={words.settingsTitle} />
        </Part>
      ) : null}
      <Part title={words.propsTitle}>
        <p className="hush">{words.propsLead}</p>
        <PropertyTable schema={manifest.props} label={words.propsTitle} />
      </Part>
    </div>
  );
}

function Data({
  manifest,
  readme,
}: {
  readonly manifest: Manifest;
  readonly readme: ComponentDetail["readme"];
}) {
  const about = sectionOf(readme, "Data");
  return (
    <div className={styles.sections}>
      <Part title={words.valueTitle}>
        {about.length > 0 ? <Readme blocks={about} label={words.valueTitle} /> : <p>{words.noValue}</p>}
        {manifest.value_schema ? (
          <>
            <h3>{words.schemaTitle}</h3>
            <pre className={styles.code}>{JSON.stringify(manifest.value_schema, null, 2)}</pre>
          </>
        ) : null}
      </Part>
      {manifest.data_classes.length > 0 ? (
        <Part title={words.classesTitle}>
          <Names names={manifest.data_classes.map((one) => words.values[one] ?? one)} />
        </Part>
      ) : null}
      <Part title={words.risksTitle}>
        {manifest.risk.length > 0 ? (
          <Names names={manifest.risk.map((one) => words.risks[one] ?? one)} />
        ) : (
          <p>{words.noRisks}</p>
        )}
      </Part>
      <Part title={words.standsOn}>
        <Names names={(manifest.pages ?? []).map((one) => words.pages[one] ?? one)} />
      </Part>
    </div>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className={styles.names}>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

function Accessibility({ manifest: { accessibility } }: { readonly manifest: Manifest }) {
  return (
    <div className={styles.sections}>
      <Part title={words.nameTitle}>
        <p>{accessibility.name}</p>
      </Part>
      <Part title={words.keysTitle}>
        <p>{accessibility.keys}</p>
      </Part>
      <Part title={words.notesTitle}>
        <p>{accessibility.notes}</p>
      </Part>
    </div>
  );
}

function Used({ kind }: { readonly kind: string }) {
  const query = useUse();
  return (
    <Loaded query={query} lines={3}>
      {({ apps }) => {
        const users = usersOf(apps, kind);
        return (
          <div className={styles.sections}>
            <p>{words.usedLead(users.length)}</p>
            <ul className={styles.names}>
              {users.map((app) => (
                <li key={app.id}>
                  {app.can_open ? <a href={`/apps/${app.id}/form/`}>{app.title}</a> : app.title}
                </li>
              ))}
            </ul>
          </div>
        );
      }}
    </Loaded>
  );
}
