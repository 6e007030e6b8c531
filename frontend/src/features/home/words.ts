export const words = {
  title: "Home",
  start: "Start an app",
  waiting: "Waiting for you",
  nothing: "Nothing is waiting for you.",
  nothingMore: "Reviews, returned drafts and releases will appear here.",
  use: "Apps you use",
  noApps: "No live app yet.",
  noAppsMore: "Apps appear here once they are approved and live.",
  search: "Search apps",
  noMatch: (text: string) => `No app is called “${text}”.`,
  since: (moment: string) => `since ${moment}`,
  groups: { today: "Today", week: "This week", later: "Earlier" },
};
