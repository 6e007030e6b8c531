import "@/styles/index.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { makeQueryClient } from "@/api/query";
import { ReviewScreen } from "@/features/review/ReviewScreen";
import { pageData } from "@/page";
import { start } from "@/ui";

start(
  <QueryClientProvider client={makeQueryClient()}>
    <ReviewScreen page={pageData<{ submission_id: string }>()} />
  </QueryClientProvider>,
);
