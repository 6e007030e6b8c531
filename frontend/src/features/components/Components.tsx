import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { get } from "@/api/client";
import { Loaded } from "@/features/Loaded";
import { iconOf } from "@/library/kindIcons";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import {
  Banner,
  Button,
  Checkbox,
  CheckboxGroup,
  Disclosure,
  EmptyState,
  Icon,
  SearchField,
  spineProps,
} from "@/ui";
import styles from "./components.module.css";
import {
  addressOf,
  type Choice,
  choicesOf,
  chosen,
  FACETS,
  type Facet,
  type Filters,
  filtersOf,
  inOrder,
  NO_FILTERS,
  usersOf,
} from "./filters";
import type { AppUse, Manifest } from "./types";
import { useSlash } from "./useSlash";
import { useUse } from "./useUse";
import { words } from "./words";

/** S15: what apps can be made of. Search and filters stand in the address. */
export default function Components({ page }: { readonly page: PageData<unknown> }) {
  const query = useQuery({
    queryKey: ["catalogue"],
    queryFn: ({ signal }) => get<{ components: readonly Manifest[] }>("/api/catalogue", signal),
  });
  return (
    <Shell page={page} title={words.title} area="components" lead={words.lead}>
      <Loaded query={query} lines={10}>
        {(data) => <Catalogue components={inOrder(data.components)} />}
      </Loaded>
    </Shell>
  );
}

function Catalogue({ components }: { readonly components: readonly Manifest[] }) {
  const [filters, setFilters] = useState<Filters>(() => filtersOf(window.location.search));
  const use = useUse();
  const search = useRef<HTMLInputElement>(null);
  useSlash(search);
  useEffect(() => {
    window.history.replaceState(null, "", window.location.pathname + addressOf(filters));
  }, [filters]);
  const shown = chosen(components, filters);
  const facets = (
    <div className={styles.facets}>
      {FACETS.map((facet) => (
        <FacetBox
          key={facet}
          facet={facet}
          choices={choicesOf(components, filters, facet)}
          value={filters[facet]}
          onChange={(values) => setFilters({ ...filters, [facet]: values })}
        />
      ))}
    </div>
  );
  return (
    <div className={styles.catalogue}>
      <section aria-label={words.filters} className={styles.filters}>
        <SearchField
          label={words.search}
          hint={words.searchHint}
          value={filters.q}
          onChange={(q) => setFilters({ ...filters, q })}
          inputRef={search}
        />
        {isWide() ? (
          facets
        ) : (
          <Disclosure title={words.filters} level={2}>
            {facets}
          </Disclosure>
        )}
      </section>
      <section aria-label={words.list}>
        <p className={styles.count} role="status">
          {words.count(shown.length, components.length)}
        </p>
        {use.isError ? <Banner tone="warn" title={words.usageFailed} /> : null}
        {shown.length === 0 ? (
          <NothingFits filters={filters} onClear={() => setFilters(NO_FILTERS)} />
        ) : (
          <ul className={styles.rows}>
            {shown.map((one) => (
              <Row key={`${one.kind}@${one.version}`} manifest={one} apps={use.data?.apps ?? null} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

/** Beside the list there is room for the filters; above it they are folded. */
const isWide = (): boolean => window.matchMedia("(min-width: 1024px)").matches;

interface FacetBoxProps {
  readonly facet: Facet;
  readonly choices: readonly Choice[];
  readonly value: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

function FacetBox({ facet, choices, value, onChange }: FacetBoxProps) {
  return (
    <CheckboxGroup label={words.facets[facet]} value={[...value]} onChange={onChange}>
      {choices.map((choice) => (
        <Checkbox key={choice.value} value={choice.value}>
          {words.values[choice.value] ?? choice.value} <span className={styles.tally}>{choice.count}</span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}

function NothingFits({ filters, onClear }: { readonly filters: Filters; readonly onClear: () => void }) {
  const inForce = [
    ...(filters.q ? [words.searchedFor(filters.q)] : []),
    ...FACETS.flatMap((facet) => filters[facet].map((value) => words.values[value] ?? value)),
  ];
  return (
    <EmptyState plain title={words.none} action={<Button onPress={onClear}>{words.clear}</Button>}>
      {words.noneMore(inForce)}
    </EmptyState>
  );
}

function Row({ manifest, apps }: { readonly manifest: Manifest; readonly apps: readonly AppUse[] | null }) {
  return (
    <li {...spineProps(manifest.status === "active" ? "live" : "retired", styles.row)}>
      <Icon of={iconOf(manifest.kind)} size={20} />
      <div className={styles.what}>
        <a href={`/components/${manifest.kind}/`}>{manifest.name}</a>
        <p>{manifest.summary}</p>
      </div>
      <div className={styles.facts}>
        <span>{words.values[manifest.status]}</span>
        <span>{words.version(manifest.version)}</span>
        {apps ? <span>{words.used(usersOf(apps, manifest.kind).length)}</span> : null}
      </div>
    </li>
  );
}
