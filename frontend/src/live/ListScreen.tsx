import Plus from "lucide-react/icons/plus";
import { useMemo } from "react";
import { entityOf, Render } from "@/renderer";
import { ButtonLink } from "@/ui/Button";
import { PageHead } from "./Frame";
import type { ScreenProps } from "./LiveApp";
import { formPage, pageHref } from "./page";
import { liveServices } from "./services";
import { words } from "./words";

/** A list or a dashboard. */
export default function ListScreen({ data, page }: ScreenProps) {
  const services = useMemo(() => liveServices(data), [data]);
  const entity = entityOf(data.artefact, page.entity);
  const form = formPage(data, page.entity);
  const mayCreate = entity !== null && data.permissions[entity.key]?.create === true && form !== undefined;
  return (
    <>
      <PageHead title={page.title} intro={page.intro}>
        {mayCreate && page.kind === "list" ? (
          <ButtonLink href={pageHref(data, form)} variant="primary" icon={Plus}>
            {words.create(entity.label)}
          </ButtonLink>
        ) : null}
      </PageHead>
      <Render artefact={data.artefact} pageKey={page.key} mode="live" services={services} />
    </>
  );
}
