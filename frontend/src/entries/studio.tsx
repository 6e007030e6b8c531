import "@/styles/index.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ComponentType, lazy, Suspense } from "react";
import { makeQueryClient } from "@/api/query";
import { type PageData, pageData } from "@/page";
import { start } from "@/ui";

/** Which screen the server asks for, with the ids it needs. */
interface StudioData {
  readonly screen: string;
}

type Screen = ComponentType<{ readonly page: PageData<never> }>;

const SCREENS: Readonly<Record<string, Screen>> = {
  home: lazy(() => import("@/features/home/Home")),
  apps: lazy(() => import("@/features/apps/Apps")),
  start: lazy(() => import("@/features/start/Start")),
  submit: lazy(() => import("@/features/submit/Submit")),
  reviews: lazy(() => import("@/features/review/Reviews")),
  people: lazy(() => import("@/features/people/People")),
  components: lazy(() => import("@/features/components/Components")),
  component: lazy(() => import("@/features/components/ComponentPage")),
  audit: lazy(() => import("@/features/audit/Audit")),
  release: lazy(() => import("@/features/deployment/Release")),
};

const page = pageData<StudioData>();
const Screen = SCREENS[page.data.screen];
if (!Screen) {
  throw new Error(`There is no screen ${page.data.screen}.`);
}
start(
  <QueryClientProvider client={makeQueryClient()}>
    <Suspense>
      <Screen page={page as PageData<never>} />
    </Suspense>
  </QueryClientProvider>,
);
