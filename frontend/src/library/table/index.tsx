import { lazy, Suspense } from "react";
import { Skeleton } from "@/ui/Placeholder";
import type { ViewKind } from "../types";

const RecordTable = lazy(() => import("./RecordTable"));

/** A list of records with search, filters, sort and paging. Loaded where a list is: a form does not carry it. */
export const kind: ViewKind = {
  kind: "table",
  View: (props) => (
    <Suspense fallback={<Skeleton lines={6} />}>
      <RecordTable {...props} />
    </Suspense>
  ),
};
