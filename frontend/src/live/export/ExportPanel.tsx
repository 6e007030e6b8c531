import { useMemo } from "react";
import { listColumns } from "@/library/table/columns";
import type { EntitySpec, Services } from "@/library/types";
import { type PageSpec, walk } from "@/renderer";
import { announce } from "@/ui/LiveRegion";
import { ExportDialog } from "./ExportDialog";
import { ExportList } from "./ExportList";
import { exportsAt } from "./exports";
import { useExports } from "./useExports";
import { words } from "./words";

export interface ExportPanelProps {
  /** Where the API of the app starts. */
  readonly base: string;
  readonly page: PageSpec;
  readonly entity: EntitySpec;
  readonly services: Services;
  readonly isAsking: boolean;
  readonly onAsked: () => void;
}

/** The exports of a list, and the dialog that begins one. Loaded when somebody exports or has exported. */
export default function ExportPanel({ base, page, entity, services, isAsking, onAsked }: ExportPanelProps) {
  const api = useMemo(() => exportsAt(`${base}${entity.key}/`), [base, entity.key]);
  const exports = useExports(api);
  return (
    <>
      <ExportList api={api} exports={exports} />
      {isAsking ? (
        <ExportDialog
          api={api}
          entity={entity}
          columns={columnsOn(page, entity)}
          filters={filtersOf(services)}
          onClose={onAsked}
          onStarted={(started) => {
            exports.put(started);
            announce(words.started(started.name));
            onAsked();
          }}
        />
      ) : null}
    </>
  );
}

function columnsOn(page: PageSpec, entity: EntitySpec) {
  const table = [...walk(page.nodes)].find((node) => node.component.startsWith("table@"));
  return listColumns(entity, table?.props ?? {});
}

/** What the list in view is filtered by; the list keeps it in the address. */
function filtersOf(services: Services): Readonly<Record<string, string>> {
  const { q = "", filters = {} } = services.startQuery?.() ?? {};
  return q === "" ? filters : { ...filters, q };
}
