/** What is asked when two people changed or deleted one thing. */
export const clashWords = {
  conflictTitle: "Two people changed the same thing",
  conflict: (label: string, yours: string, by: string, theirs: string, ago: string) =>
    `${label}: yours “${yours}”, ${by}'s “${theirs}”${ago ? ` (${ago})` : ""}.`,
  deletedTitle: "Somebody deleted what you changed",
  conflictDeleted: (by: string, what: string) =>
    what ? `${by} deleted “${what}” meanwhile.` : `${by} deleted this meanwhile.`,
  typedThere: (name: string, yours: string) => `${name}: yours is “${yours}”.`,
  addedThere: (yours: string) => `You added “${yours}” there.`,
  movedThere: "You moved something there.",
  changedTitle: "Somebody changed what you deleted",
  youDeleted: (what: string, by: string, did: string) => `You deleted ${what}. Meanwhile ${by} ${did}.`,
  did: {
    changed: (setting: string, value: string) => `changed its ${setting} to “${value}”`,
    emptied: (setting: string) => `emptied its ${setting}`,
    switched: (setting: string, isOn: boolean) => `switched its “${setting}” ${isOn ? "on" : "off"}`,
    shown: (page: string) => `put it on “${page}”`,
    filled: (what: string) => `put “${what}” into it`,
    ruled: "made a rule for it",
    used: (where: string) => `used it in “${where}”`,
    usedSomewhere: "used it elsewhere",
  },
  bothAdded: (what: string, by: string) => `You and ${by} both added ${what}, each in a different way.`,
  bothMoved: (what: string, by: string, other: string) =>
    `You moved ${what}. Meanwhile ${by} moved ${other}. The two do not fit together.`,
  deleteAnyway: (count: number) => (count > 1 ? "Delete them all the same" : "Delete it all the same"),
  quoted: (name: string) => `“${name}”`,
  things: {
    app: "the app",
    entities: "a table",
    fields: "a field",
    pages: "a page",
    nodes: "a part of the form",
    rules: "a rule",
    roles: "a role",
    grants: "the rights of a role",
    texts: "a text",
  } as Readonly<Record<string, string>>,
  settingNames: { label: "Label", help: "Hint", kind: "Type", key: "Name in tables" } as Readonly<
    Record<string, string>
  >,
  yesNo: (value: boolean) => (value ? "yes" : "no"),
  somethingElse: "something else",
  restoreMine: "Restore and keep mine",
  discardMine: "Discard mine",
  keepMine: "Keep mine",
  keepTheirs: (by: string) => `Keep ${by}'s`,
  keepOthers: "Keep theirs",
  empty: "empty",
} as const;
