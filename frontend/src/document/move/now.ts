import type { Catalogue } from "@/document/catalogue";
import * as engine from "@/document/move/engine";
import type { Definition, Edit } from "@/document/types";

export type Direction = "up" | "down" | "into" | "out";

/** One step and placed at once: the Move buttons and Alt with an arrow key. */
export function moveNow(
  document: Definition,
  catalogue: Catalogue,
  ids: readonly string[],
  direction: Direction,
): Edit {
  const scene = { document, catalogue };
  const begun = engine.start(scene, ids);
  if (!begun) return { label: "move", operations: [] };
  const moved = take(scene, begun.move, direction);
  if (moved.refused) return { label: "move", operations: [], said: moved.said, refused: true };
  const edit = engine.place(scene, moved.move);
  return direction === "into" ? { ...edit, said: moved.said } : edit;
}

function take(
  scene: { document: Definition; catalogue: Catalogue },
  move: engine.Move,
  direction: Direction,
): engine.Moved {
  switch (direction) {
    case "up":
      return engine.step(scene, move, -1);
    case "down":
      return engine.step(scene, move, 1);
    case "into":
      return engine.into(scene, move);
    case "out":
      return engine.out(scene, move);
  }
}
