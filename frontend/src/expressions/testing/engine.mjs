import { createInterface } from "node:readline";
import { loadExpressions } from "./load.mjs";

/*
 * The TypeScript engine as a process: one JSON case per line in, one outcome per line out. Says "ready"
 * once. A case has tree, variables (open JSON form), now, timezone and fuel.
 */

const { engine } = await loadExpressions();
const { evaluate, fromJson, toJson, DateTime, EvaluationError } = engine;

function outcome({ tree, variables, now, timezone, fuel }) {
  try {
    const values = Object.fromEntries(
      Object.entries(variables).map(([name, json]) => [name, fromJson(json)]),
    );
    const context = {
      variables: values,
      ...(now && { now: DateTime.parse(now) }),
      ...(timezone && { timezone }),
    };
    return { result: toJson(evaluate(tree, context, fuel)) };
  } catch (error) {
    return error instanceof EvaluationError
      ? { error: error.code }
      : { crash: String(error?.stack ?? error) };
  }
}

process.stdout.write('"ready"\n');
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(outcome(JSON.parse(line)))}\n`);
}
