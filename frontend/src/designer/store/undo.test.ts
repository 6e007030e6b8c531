/** Undo between two people: it takes back what one did, and never what the other did. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftStore, edit, redo, undo } from "@/designer/store/draft";
import type { Kept } from "@/designer/store/keep";
import { syncOf } from "@/designer/store/sync";
import { MergingServer } from "@/designer/store/testing/mergingServer";
import { realCatalogue } from "@/designer/testing/bench";
import { help, label, open } from "@/designer/testing/tab";
import { removeNodes } from "@/document/commands/removeNodes";
import { setProperty } from "@/document/commands/setProperty";
import { fromServer } from "@/document/history/stack";
import { apply } from "@/document/operations/apply";
import { expenseClaims } from "@/document/testing/world";
import type { Definition, Edit } from "@/document/types";

const CATALOGUE = realCatalogue();
const deletion = (document: Definition, id: string): Edit =>
  removeNodes(document, { catalogue: CATALOGUE, newId: () => "" }, [id]);

describe("a step that others have already done", () => {
  it("leaves the history, and undo sends nothing", async () => {
    const { draft, sync, type, lea, sent, document } = open();
    type("Total");
    lea([label("Total")]);
    await sync.poll();
    expect([draft.getState().pending, draft.getState().history]).toEqual([[], []]);
    expect(undo(draft)).toBeNull();
    await sync.flush();
    expect([sent, document().fields.fld_amount?.label]).toEqual([[], "Total"]);
  });

  it("takes its unsent undo with it", async () => {
    const { draft, sync, type, lea, sent, document } = open();
    type("Total");
    undo(draft);
    lea([label("Total")]);
    await sync.poll();
    sync.keepTheirs();
    await sync.flush();
    expect([sent, draft.getState().pending, draft.getState().history]).toEqual([[], [], []]);
    expect(document().fields.fld_amount?.label).toBe("Total");
  });

  it("is the own one when the answer was lost, and can be undone", async () => {
    const { draft, sync, type, world, sent } = open();
    type("Total");
    const [batch] = draft.getState().pending;
    await world.server.send({
      base_revision: 0,
      batch_id: batch?.id ?? "",
      label: "",
      kind: "edit",
      target: null,
      operations: batch?.operations ?? [],
    });
    await sync.poll();
    expect(draft.getState().pending).toEqual([]);
    expect(undo(draft)?.refused).toBeNull();
    await sync.flush();
    expect(sent.map((body) => [body.kind, body.target])).toEqual([
      ["edit", null],
      ["undo", batch?.id],
    ]);
  });
});

describe("the undo of a deletion after somebody else's change", () => {
  /** Ada deletes Amount, unsent; then Lea writes its help. */
  async function deleted() {
    const tab = open();
    edit(tab.draft, deletion(tab.document(), "nod_amount"));
    tab.sync.touched();
    tab.lea([help("Gross")]);
    await tab.sync.poll();
    return tab;
  }

  it("asks before the other's help goes, and brings it back with the field", async () => {
    const { draft, sync, document } = await deleted();
    expect(draft.getState().clash?.conflicts).toMatchObject([
      { kind: "changed", id: "fld_amount", path: "help", theirs: "Gross", by: "Lea" },
    ]);
    sync.keepMine();
    await sync.flush();
    expect(document().fields.fld_amount).toBeUndefined();
    expect(undo(draft)?.refused).toBeNull();
    await sync.flush();
    expect(document().fields.fld_amount?.help).toBe("Gross");
    expect(draft.getState().document).toEqual(document());
  });

  it("brings it back as well when it was pressed before the deletion was sent", async () => {
    const { draft, sync, document, lea } = open();
    edit(draft, deletion(document(), "nod_amount"));
    undo(draft);
    lea([help("Gross")]);
    await sync.poll();
    sync.keepMine();
    await sync.flush();
    expect(document().fields.fld_amount?.help).toBe("Gross");
    expect(draft.getState().document).toEqual(document());
  });

  it("keeps the field and its place whole when theirs is kept", async () => {
    const { draft, sync, document, sent } = await deleted();
    sync.keepTheirs();
    await sync.flush();
    const { fields, ...rest } = expenseClaims();
    const helped = { ...fields, fld_amount: { ...fields.fld_amount, help: "Gross" } };
    expect(document()).toEqual({ ...rest, fields: helped });
    expect([sent, draft.getState().history]).toEqual([[], []]);
  });
});

type Who = "ada" | "lea";
type Action =
  | { readonly do: "type"; readonly field: string; readonly path: "label" | "help" }
  | { readonly do: "delete"; readonly node: string }
  | { readonly do: "undo" | "redo" | "poll" | "flush" | "mine" | "theirs" };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    do: fc.constant("type" as const),
    field: fc.constantFrom("fld_amount", "fld_receipt"),
    path: fc.constantFrom("label" as const, "help" as const),
  }),
  fc.record({
    do: fc.constant("delete" as const),
    node: fc.constantFrom("nod_amount", "nod_receipt", "nod_payment"),
  }),
  fc.record({ do: fc.constantFrom("undo" as const, "redo" as const, "undo" as const) }),
  fc.record({ do: fc.constantFrom("poll" as const, "flush" as const, "flush" as const) }),
  fc.record({ do: fc.constantFrom("mine" as const, "theirs" as const) }),
);

/** What `who` typed and the document still says; everything typed is said once. */
function typedBy(who: Who, document: Definition): ReadonlySet<string> {
  const texts = Object.values(document.fields).flatMap((field) => [field.label, field.help]);
  return new Set(texts.filter((text) => text.startsWith(who)));
}

const without = (all: ReadonlySet<string>, some: ReadonlySet<string>) =>
  [...all].filter((one) => !some.has(one));

/** One person at work, and which words of the other they took away with open eyes. */
class Person {
  readonly draft;
  readonly sync;
  readonly knows = new Set<string>();
  readonly refusals: string[] = [];
  private typed = 0;

  constructor(
    readonly who: Who,
    readonly other: Who,
    server: MergingServer,
  ) {
    const { revision, document, history } = server.now(who);
    const start = { appId: "a", revision, document, history: fromServer(history), savedAt: null };
    this.draft = draftStore(start);
    const keeper = { read: async () => null, write: (_: Kept | null) => undefined };
    this.sync = syncOf(this.draft, server.as(who), keeper);
  }

  async does(one: Action): Promise<void> {
    const { document, clash } = this.draft.getState();
    if (one.do === "type") this.changes(this.rename(document, one.field, one.path));
    else if (one.do === "delete" && document.nodes[one.node]) this.changes(deletion(document, one.node));
    else if (one.do === "undo") undo(this.draft);
    else if (one.do === "redo") redo(this.draft);
    else if (one.do === "poll") await this.sync.poll();
    else if (one.do === "flush") await this.sync.flush();
    else if (one.do === "mine" || one.do === "theirs") {
      for (const asked of clash?.conflicts ?? []) this.knows.add(String(asked.theirs));
      if (one.do === "mine") this.sync.keepMine();
      else this.sync.keepTheirs();
      await this.sync.flush();
    }
  }

  /** Answers and gives up until nothing is left to send. */
  async finishes(): Promise<void> {
    for (let round = 0; round < 50; round += 1) {
      await this.sync.flush();
      const { clash, status, pending } = this.draft.getState();
      if (clash) await this.does({ do: "theirs" });
      else if (status.kind === "failed" && pending.length > 0) this.sync.discard();
      else if (pending.length === 0) return;
    }
    throw new Error("It never ends.");
  }

  private rename(document: Definition, id: string, path: "label" | "help"): Edit {
    this.typed += 1;
    if (!document.fields[id]) return { label: "", operations: [] };
    return setProperty(document, { in: "fields", id }, path, `${this.who} ${this.typed}`, "rename");
  }

  private changes(made: Edit): void {
    const before = typedBy(this.other, this.draft.getState().document);
    edit(this.draft, made);
    const after = typedBy(this.other, this.draft.getState().document);
    for (const gone of without(before, after)) this.knows.add(gone);
  }
}

it("two people write, delete, undo and redo: no word of one goes without the other having seen it", async () => {
  const turn = fc.tuple(fc.constantFrom<Who>("ada", "lea"), action);
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 4, maxLength: 24 }), async (turns) => {
      const server = new MergingServer(expenseClaims());
      const people = { ada: new Person("ada", "lea", server), lea: new Person("lea", "ada", server) };
      for (const [who, one] of turns) await people[who].does(one);
      for (const who of ["ada", "lea", "ada", "lea"] as const) {
        await people[who].finishes();
        await people[who].sync.poll();
        await people[who].finishes();
      }
      await people.ada.sync.poll();
      expect(people.ada.draft.getState().document).toEqual(server.document);
      expect(people.lea.draft.getState().document).toEqual(server.document);
      expectNothingLost(server, people);
    }),
    { numRuns: 1000, seed: 20261121 },
  );
}, 60_000);

/** Each saved batch took away only what its author knew; each undo brought back what its step had taken. */
function expectNothingLost(server: MergingServer, people: Readonly<Record<Who, Person>>): void {
  const states = [expenseClaims()];
  const taken = new Map<string, readonly string[]>();
  for (const row of server.log) {
    const { other, knows } = people[row.by as Who];
    const before = states.at(-1) ?? expenseClaims();
    const after = apply(before, row.operations).document;
    states.push(after);
    const gone = without(typedBy(other, before), typedBy(other, after));
    taken.set(row.batch_id, gone);
    expect(without(new Set(gone), knows)).toEqual([]);
    if (row.kind === "undo")
      expect(without(new Set(taken.get(row.target ?? "")), typedBy(other, after))).toEqual([]);
  }
}
