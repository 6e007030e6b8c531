const PEOPLE: Readonly<Record<string, readonly [string, string]>> = {
  reviewer: ["a reviewer", "reviewers"],
  data_steward: ["a data steward", "data stewards"],
  administrator: ["an administrator", "administrators"],
};

export const words = {
  reviews: "Reviews",
  toReview: "To review",
  mine: "My submissions",
  noneToReview: "Nothing waits for your review.",
  noneToReviewMore: "Submissions that need you appear here and on your home page.",
  noneMine: "You have submitted nothing yet.",
  noneMineMore: "Submit an app from its designer; its way to live is shown here.",
  more: (box: "to-review" | "mine", count: number) => {
    const all = count.toLocaleString("en");
    if (box === "mine") {
      return count === 1 ? "1 older submission is not shown." : `${all} older submissions are not shown.`;
    }
    const one = "1 more waits for you. It appears here when one of these is decided.";
    return count === 1 ? one : `${all} more wait for you. They appear here as these are decided.`;
  },
  columns: { app: "App", state: "State", tier: "Tier", by: "Submitted by", at: "Submitted" },
  tier: (tier: number) => `Tier ${tier}`,
  states: {
    checking: "Checking",
    must_fix: "Must be fixed",
    waiting: "Waiting for review",
    changes_requested: "Changes requested",
    approved: "Approved",
    withdrawn: "Withdrawn",
    superseded: "Replaced by a newer submission",
  } as Readonly<Record<string, string>>,
  title: (app: string, number: number) => `Review ${app}, version ${number}`,
  viewed: (viewed: number, all: number) => `${viewed} of ${all} viewed`,
  finish: "Finish review",
  withdraw: "Withdraw submission",
  fingerprint: (digest: string) => `Fingerprint ${digest.slice(0, 8)}`,
  fingerprintWhy: (digest: string) =>
    `The same fingerprint means the same version, to the letter. In full: ${digest}`,
  by: (name: string, moment: string) => `Submitted by ${name}, ${moment}`,
  whyNot: "You cannot decide on this one",
  changes: "Changes",
  comparison: "Comparison",
  details: "Details",
  views: { side: "Side by side", one: "One view", list: "List only" },
  viewsLabel: "How to compare",
  live: "Live now",
  next: "This version",
  nothingLive: "No version is live yet.",
  noPage: "This version does not have the page.",
  flip: "Hold B to see the live version",
  page: "Page",
  before: "before",
  after: "after",
  valueOf: (property: string | null, moment: string) => {
    const name = property ? `${property}, ${moment}` : moment;
    return name.charAt(0).toUpperCase() + name.slice(1);
  },
  nothing: "nothing",
  yes: "yes",
  no: "no",
  markViewed: "Mark as viewed",
  unmarkViewed: "Mark as not viewed",
  selectHint: "Choose a change to see what it was before and what it is now.",
  comments: "Comments",
  noComments: "No comments on this yet.",
  comment: "Comment on this",
  addComment: "Add comment",
  whole: "The whole submission",
  summary: "What the maker says",
  checks: "Checks",
  checkStates: { waiting: "Waiting", running: "Running", passed: "Passed", failed: "Failed" },
  findings: "Findings",
  who: "Who decides",
  given: (names: string) => `Approved by ${names}`,
  missing: (count: number) => (count === 1 ? "1 approval is missing" : `${count} approvals are missing`),
  complete: "Complete",
  decisions: "Decisions",
  approved: "approved",
  requested: "asked for changes",
  finishTitle: "Finish review",
  approve: "Approve",
  approveNote: "This exact version may go live once everybody on the route has approved.",
  request: "Request changes",
  requestNote: "The maker gets your comments and submits again.",
  decision: "Your decision",
  decisionNeeded: "Choose what you decide",
  unviewed: (count: number, all: number) => `${count} of ${all} changes not looked at yet.`,
  returned: "Changes were requested",
  mustFix: "The checks found something to fix",
  sentBackBefore: "An earlier version was sent back",
  noteOf: (name: string, version: number, text: string) =>
    text.trim()
      ? `${name} on version ${version}: “${text.trim()}”`
      : `${name} commented on version ${version}.`,
  commentedBelow: (count: number) =>
    count === 1
      ? "1 change has comments; it is marked in the list."
      : `${count} changes have comments; they are marked in the list.`,
  onlyCommented: (count: number) => `Only with comments (${count})`,
  onVersion: (number: number, moment: string) => `on version ${number}, ${moment}`,
  handedOver: "You handed this over",
  checksFirst: "The checks are running. Then the people who decide are told.",
  decidesNext: (who: string) =>
    who
      ? `It waits for ${who}. Your home page tells you the decision.`
      : "Your home page tells you the decision.",
  youApproved: "You approved this version",
  waitsNext: (who: string) => (who ? `It waits for ${who}.` : "It waits for the others who decide."),
  decideAgain: "Change my decision",
  list: (parts: readonly string[]) => new Intl.ListFormat("en").format(parts),
  people: (role: string, count: number) => {
    const [one, many] = PEOPLE[role] ?? [role, role];
    return count === 1 ? one : `${count} ${many}`;
  },
  returnedMore: "Correct the draft in the designer, then submit it again.",
  note: "Note to the maker",
  noteNeeded: "Say what should change",
  send: "Send decision",
  cancel: "Cancel",
  decided: "Your decision was recorded.",
  release: "See the deployment",
  keys: "J/K next/previous change · V viewed · C comment · B flip · Ctrl+Enter finish",
  edit: "Edit the draft",
  failed: "It was not recorded",
};
