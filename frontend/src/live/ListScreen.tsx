import Download from "lucide-react/icons/download";
import Plus from "lucide-react/icons/plus";
import { lazy, Suspense, useMemo, useState } from "react";
import { entityOf, Render } from "@/renderer";
import { Button, ButtonLink } from "@/ui/Button";
import { PageHead } from "./Frame";
import type { ScreenProps } from "./LiveApp";
import styles from "./live.module.css";
import { formPage, pageHref } from "./page";
import { liveServices } from "./services";
import { words } from "./words";

const ExportPanel = lazy(() => import("./export/ExportPanel"));

/** A list or a dashboard. */
export default function ListScreen({ data, page }: ScreenProps) {
  const services = useMemo(() => liveServices(data), [data]);
  const entity = entityOf(data.artefact, page.entity);
  const form = formPage(data, page.entity);
  const mayCreate = entity !== null && data.permissions[entity.key]?.create === true && form !== undefined;
  const isList = page.kind === "list" && entity !== null;
  const [isAsking, setIsAsking] = useState(false);
  const [hasExports, setHasExports] = useState(data.exports === true);
  const ask = () => {
    setHasExports(true);
    setIsAsking(true);
  };
  return (
    <>
      <PageHead title={page.title} intro={page.intro}>
        {isList ? (
          <div className={styles["head-actions"]}>
            <Button icon={Download} onPress={ask}>
              {words.export}
            </Button>
            {mayCreate ? (
              <ButtonLink href={pageHref(data, form)} variant="primary" icon={Plus}>
                {words.create(entity.label)}
              </ButtonLink>
            ) : null}
          </div>
        ) : null}
      </PageHead>
      {isList && hasExports ? (
        <Suspense fallback={null}>
          <ExportPanel
            base={data.base}
            page={page}
            entity={entity}
            services={services}
            isAsking={isAsking}
            onAsked={() => setIsAsking(false)}
          />
        </Suspense>
      ) : null}
      <Render artefact={data.artefact} pageKey={page.key} mode="live" services={services} />
    </>
  );
}
