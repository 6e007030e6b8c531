import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import { useId } from "react";
import { inSentence } from "@/expressions/inSentence";
import { Banner } from "@/ui/Banner";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/Icon";
import { EmptyState, Skeleton } from "@/ui/Placeholder";
import fieldStyles from "../field.module.css";
import { fieldKind } from "../fieldKinds";
import { integer, isRecord, text, texts } from "../read";
import { FieldReading, readingOf } from "../reading";
import type {
  EntitySpec,
  FieldSpec,
  ListAnswer,
  ListQuery,
  RecordRow,
  Services,
  Settings,
  ViewProps,
} from "../types";
import { listColumns, pickFields } from "./columns";
import { Filter } from "./filters";
import styles from "./table.module.css";
import { type List, useList } from "./useList";
import { words } from "./words";

const SHORT = 24;
const LONG = 120;
const UNSORTABLE = new Set(["textarea", "choices", "record", "person", "file", "url"]);

function startQuery(props: Settings): ListQuery {
  const sort = props.sort ?? null;
  const field = isRecord(sort) ? text(sort, "field") : "";
  return {
    q: "",
    sort: field ? `${isRecord(sort) && sort.descending === true ? "-" : ""}${field}` : "",
    cursor: "",
    pageSize: integer(props, "page_size", 25),
    filters: {},
  };
}

/** The list of records: a table on a wide place, cards on a phone. */
export default function RecordTable({ node, entity, services, mode }: ViewProps) {
  if (!entity) {
    return <EmptyState title="This list has no table yet." plain />;
  }
  return (
    <Loaded node={node} entity={entity} services={services} isInert={mode === "design" || mode === "diff"} />
  );
}

interface LoadedProps {
  readonly node: ViewProps["node"];
  readonly entity: EntitySpec;
  readonly services: Services;
  readonly isInert: boolean;
}

function Loaded({ node, entity, services, isInert }: LoadedProps) {
  const list = useList(entity.key, services, startQuery(node.props));
  const columns = listColumns(entity, node.props);
  const filters = pickFields(entity, texts(node.props, "filters"));
  const { answer, query } = list;
  const isNarrowed = query.q !== "" || Object.keys(query.filters).length > 0;
  const none = isNarrowed
    ? words.noneFound(entity.label_plural)
    : text(node.props, "empty_text") || words.none(entity.label_plural);
  return (
    <div className={styles.list}>
      <Bar entity={entity} list={list} filters={filters} columns={columns} isInert={isInert} />
      {list.failure === null ? null : (
        <Banner
          tone="bad"
          title={words.failed}
          actions={
            <button type="button" className={styles.link} onClick={list.retry}>
              {words.retry}
            </button>
          }
        >
          {list.failure}
        </Banner>
      )}
      <p className={styles.count} role="status">
        <CountText answer={answer} entity={entity} none={none} />
      </p>
      {answer === null ? (
        list.failure === null ? (
          <Skeleton lines={6} />
        ) : null
      ) : answer.results.length === 0 ? (
        <EmptyState title={none} />
      ) : (
        <Rows entity={entity} columns={columns} list={list} services={services} />
      )}
      {answer && (answer.next || answer.previous) ? <Pager list={list} /> : null}
    </div>
  );
}

interface CountTextProps {
  readonly answer: ListAnswer | null;
  readonly entity: EntitySpec;
  readonly none: string;
}

/** How many are shown; that there is none is said here and shown in the empty place. */
function CountText({ answer, entity, none }: CountTextProps) {
  if (!answer) {
    return null;
  }
  if (answer.results.length === 0) {
    return <span className="visually-hidden">{none}</span>;
  }
  const total = words.count(answer.count.value, answer.count.exact);
  return words.shown(answer.results.length, total, inSentence(entity.label_plural));
}

interface BarProps {
  readonly entity: EntitySpec;
  readonly list: List;
  readonly filters: readonly FieldSpec[];
  readonly columns: readonly FieldSpec[];
  readonly isInert: boolean;
}

function Bar({ entity, list, filters, columns }: BarProps) {
  const searchId = useId();
  const { query, change } = list;
  const setFilter = (name: string, value: string) => {
    const { [name]: _gone, ...rest } = query.filters;
    change({ filters: value === "" ? rest : { ...rest, [name]: value } });
  };
  const active = Object.keys(query.filters).length;
  return (
    <search className={styles.bar}>
      <div className={cx(styles.filter, styles.search)}>
        <label htmlFor={searchId}>{words.search(entity.label_plural)}</label>
        <input
          id={searchId}
          type="search"
          className={fieldStyles.control}
          value={query.q}
          onChange={(event) => change({ q: event.target.value })}
        />
      </div>
      <PhoneSort list={list} columns={columns} />
      {filters.length > 0 ? (
        <details className={styles.more} {...(active > 0 ? { open: true } : {})}>
          <summary>
            {words.filters}
            {active > 0 ? ` (${active})` : ""}
          </summary>
          <div className={styles.filters}>
            {filters.map((field) => (
              <Filter key={field.key} field={field} filters={query.filters} onChange={setFilter} />
            ))}
            {active > 0 ? (
              <button type="button" className={styles.link} onClick={() => change({ filters: {} })}>
                {words.clear}
              </button>
            ) : null}
          </div>
        </details>
      ) : null}
    </search>
  );
}

/** Cards have no column heads to press, so a phone sorts here. */
function PhoneSort({ list, columns }: { readonly list: List; readonly columns: readonly FieldSpec[] }) {
  const id = useId();
  const sortable = columns.filter((field) => !UNSORTABLE.has(field.kind));
  return (
    <div className={cx(styles.filter, styles["phone-sort"])}>
      <label htmlFor={id}>{words.sortBy}</label>
      <select
        id={id}
        className={fieldStyles.control}
        value={list.query.sort}
        onChange={(event) => list.change({ sort: event.target.value })}
      >
        <option value="">{words.newest}</option>
        {sortable.flatMap((field) => [
          <option key={field.key} value={field.key}>
            {words.ascending(field.label, field.kind)}
          </option>,
          <option key={`-${field.key}`} value={`-${field.key}`}>
            {words.descending(field.label, field.kind)}
          </option>,
        ])}
      </select>
    </div>
  );
}

interface RowsProps {
  readonly entity: EntitySpec;
  readonly columns: readonly FieldSpec[];
  readonly list: List;
  readonly services: Services;
}

function Rows({ entity, columns, list, services }: RowsProps) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={entity.label_plural} aria-busy={list.isBusy}>
        <thead>
          <tr>
            {columns.map((field) => (
              <ColumnHead key={field.key} field={field} list={list} />
            ))}
          </tr>
        </thead>
        <tbody>
          {list.answer?.results.map((row) => (
            <Row key={row.id} entity={entity} columns={columns} row={row} services={services} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHead({ field, list }: { readonly field: FieldSpec; readonly list: List }) {
  const { sort } = list.query;
  const state = sort === field.key ? "ascending" : sort === `-${field.key}` ? "descending" : "none";
  const className = fieldKind(field.kind)?.numeric ? "num" : "";
  if (UNSORTABLE.has(field.kind)) {
    return (
      <th scope="col" className={className}>
        {field.label}
      </th>
    );
  }
  const next = state === "ascending" ? `-${field.key}` : state === "descending" ? "" : field.key;
  return (
    <th scope="col" className={className} aria-sort={state}>
      <button
        type="button"
        className={styles.sort}
        data-sort={state}
        onClick={() => list.change({ sort: next })}
      >
        {field.label}
        <Icon of={state === "ascending" ? ArrowUp : state === "descending" ? ArrowDown : ChevronsUpDown} />
      </button>
    </th>
  );
}

interface RowProps {
  readonly entity: EntitySpec;
  readonly columns: readonly FieldSpec[];
  readonly row: RecordRow;
  readonly services: Services;
}

function Row({ entity, columns, row, services }: RowProps) {
  const href = services.recordHref(entity.key, row.id);
  const titleKey = entity.title_field ?? columns[0]?.key;
  const linkKey = columns.some((field) => field.key === titleKey) ? titleKey : columns[0]?.key;
  return (
    <tr>
      {columns.map((field) => {
        const className = cx(
          fieldKind(field.kind)?.numeric && "num",
          field.key === linkKey && styles.title,
          readingOf(field, row).length <= SHORT && styles.short,
        );
        const isLink = field.key === linkKey && href !== null;
        return (
          <td key={field.key} className={className} data-label={field.label} data-kind={field.kind}>
            {isLink ? (
              <a className={styles.open} href={href}>
                {readingOf(field, row) || words.untitled}
              </a>
            ) : (
              <Cell field={field} row={row} services={services} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

interface CellProps {
  readonly field: FieldSpec;
  readonly row: RecordRow;
  readonly services: Services;
}

/** A long text shows its first lines; all of it is on the record, and under the pointer. */
function Cell({ field, row, services }: CellProps) {
  const reading = <FieldReading field={field} record={row} services={services} terse />;
  const whole = readingOf(field, row);
  return whole.length > LONG ? (
    <span className={styles.long} title={whole}>
      {reading}
    </span>
  ) : (
    reading
  );
}

function Pager({ list }: { readonly list: List }) {
  const { answer, change } = list;
  return (
    <nav className={styles.pager} aria-label="Pages">
      <button
        type="button"
        className={styles.page}
        disabled={!answer?.previous}
        onClick={() => change({ cursor: answer?.previous ?? "" })}
      >
        {words.previous}
      </button>
      <button
        type="button"
        className={styles.page}
        disabled={!answer?.next}
        onClick={() => change({ cursor: answer?.next ?? "" })}
      >
        {words.next}
      </button>
    </nav>
  );
}
