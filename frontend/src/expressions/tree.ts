/** A parsed expression, as the server stores it; described in `definition/expressions/ast.py`. */
export type Tree =
  | readonly ["num", string]
  | readonly ["str", string]
  | readonly ["bool", boolean]
  | readonly ["null"]
  | readonly ["var", string]
  | readonly ["get", Tree, string]
  | readonly ["at", Tree, Tree]
  | readonly ["list", ...Tree[]]
  | readonly ["record", ...Entry[]]
  | readonly ["op", string, ...Tree[]]
  | readonly ["if", Tree, Tree, Tree]
  | readonly ["call", string, ...Tree[]]
  | readonly ["each", string, Tree, string, Tree]
  | readonly ["has", Tree];

/** One part of a record. An interface, because a type alias may not stand inside its own tuple here. */
export interface Entry extends ReadonlyArray<string | Tree> {
  readonly 0: string;
  readonly 1: Tree;
}

/** The names the context must supply; variables of macros are not among them. */
export function variablesUsed(tree: Tree): Set<string> {
  const found = new Set<string>();
  collect(tree, [], found);
  return found;
}

function collect(tree: Tree, bound: readonly string[], found: Set<string>): void {
  if (tree[0] === "var") {
    if (!bound.includes(tree[1])) found.add(tree[1]);
  } else if (tree[0] === "each") {
    collect(tree[2], bound, found);
    collect(tree[4], [...bound, tree[3]], found);
  } else {
    for (const part of parts(tree)) collect(part, bound, found);
  }
}

function parts(tree: Tree): readonly Tree[] {
  switch (tree[0]) {
    case "get":
    case "has":
      return [tree[1]];
    case "at":
    case "if":
    case "list":
      return tree.slice(1) as Tree[];
    case "record":
      return (tree.slice(1) as Entry[]).map((entry) => entry[1]);
    case "op":
    case "call":
      return tree.slice(2) as Tree[];
    default:
      return [];
  }
}
