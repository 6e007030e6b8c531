/**
 * Reads an expression back into the rows of the rules builder.
 *
 * Null for anything the rows cannot show (a sum, a nested call): such a rule is then edited as text. The server's
 * parser stays the judge of what is valid; this reads only what `toText` writes and its obvious relatives.
 */
import type { Comparison, Group, Operator } from "@/document/rules/condition";

type Token = { readonly kind: "name" | "number" | "string" | "sign" | "end"; readonly text: string };

const TOKEN =
  /\s*(?:([A-Za-z_]\w*)|(-?\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(&&|\|\||==|!=|<=|>=|[()!<>.,]))/y;
const SIGNS: Readonly<Record<string, Operator>> = {
  "==": "is",
  "!=": "is_not",
  ">": "more",
  ">=": "at_least",
  "<": "less",
  "<=": "at_most",
};

class NotRows extends Error {}

export function fromText(source: string): Group | null {
  const tokens = tokensOf(source);
  if (!tokens) return null;
  try {
    const reader = new Reader(tokens);
    const part = reader.any();
    reader.expect("end", "");
    return part.kind === "group" ? part : { kind: "group", join: "all", parts: [part] };
  } catch (error) {
    if (error instanceof NotRows) return null;
    throw error;
  }
}

function tokensOf(source: string): Token[] | null {
  const tokens: Token[] = [];
  const text = source.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) return null;
    const [, name, number, string, sign] = match;
    if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (string !== undefined) tokens.push({ kind: "string", text: unquoted(string) });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return [...tokens, { kind: "end", text: "" }];
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
}

class Reader {
  private at = 0;
  private readonly tokens: readonly Token[];
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  any(): Comparison | Group {
    return this.joined("||", "any", () => this.all());
  }

  private all(): Comparison | Group {
    return this.joined("&&", "all", () => this.one());
  }

  private joined(sign: string, join: Group["join"], next: () => Comparison | Group): Comparison | Group {
    const first = next();
    const parts = [first];
    while (this.takes(sign)) parts.push(next());
    return parts.length === 1 ? first : { kind: "group", join, parts };
  }

  private one(): Comparison | Group {
    if (this.takes("(")) {
      const inner = this.any();
      this.expect("sign", ")");
      return inner.kind === "group" ? inner : { kind: "group", join: "all", parts: [inner] };
    }
    if (this.takes("!")) return this.negated();
    const token = this.take();
    if (token.kind === "string") return this.membership(token.text, "contains");
    if (token.kind !== "name") throw new NotRows();
    if (token.text === "isEmpty" && this.takes("(")) return this.emptiness("is_empty");
    return this.compared(token.text);
  }

  private negated(): Comparison {
    if (this.takes("(")) {
      const token = this.take();
      if (token.kind !== "string") throw new NotRows();
      const found = this.membership(token.text, "not_contains");
      this.expect("sign", ")");
      return found;
    }
    const token = this.take();
    if (token.kind !== "name") throw new NotRows();
    if (token.text === "isEmpty" && this.takes("(")) return this.emptiness("is_not_empty");
    return { kind: "comparison", field: token.text, operator: "is_false", value: null };
  }

  private emptiness(operator: Operator): Comparison {
    const field = this.expect("name", null);
    this.expect("sign", ")");
    return { kind: "comparison", field, operator, value: null };
  }

  private membership(value: string, operator: Operator): Comparison {
    this.expect("name", "in");
    return { kind: "comparison", field: this.expect("name", null), operator, value };
  }

  private compared(field: string): Comparison {
    if (this.takes(".")) return this.method(field);
    const sign = this.peek();
    const operator = sign.kind === "sign" ? SIGNS[sign.text] : undefined;
    if (!operator) return { kind: "comparison", field, operator: "is_true", value: null };
    this.take();
    const token = this.take();
    if (token.kind === "name" && (token.text === "true" || token.text === "false")) {
      const isTrue = (token.text === "true") === (operator === "is");
      if (operator !== "is" && operator !== "is_not") throw new NotRows();
      return { kind: "comparison", field, operator: isTrue ? "is_true" : "is_false", value: null };
    }
    if (token.kind === "name" && token.text === "null") {
      if (operator !== "is" && operator !== "is_not") throw new NotRows();
      return {
        kind: "comparison",
        field,
        operator: operator === "is" ? "is_empty" : "is_not_empty",
        value: null,
      };
    }
    return { kind: "comparison", field, operator, value: this.valueOf(token) };
  }

  private valueOf(token: Token): string {
    if (token.kind === "number" || token.kind === "string") return token.text;
    if (token.kind === "name" && (token.text === "date" || token.text === "datetime")) {
      this.expect("sign", "(");
      const value = this.expect("string", null);
      this.expect("sign", ")");
      return value;
    }
    throw new NotRows();
  }

  private method(field: string): Comparison {
    const name = this.expect("name", null);
    const operator = name === "contains" ? "contains" : name === "startsWith" ? "starts" : null;
    if (!operator) throw new NotRows();
    this.expect("sign", "(");
    const value = this.expect("string", null);
    this.expect("sign", ")");
    return { kind: "comparison", field, operator, value };
  }

  private peek(): Token {
    return this.tokens[this.at] ?? { kind: "end", text: "" };
  }

  private take(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private takes(sign: string): boolean {
    const token = this.peek();
    if (token.kind !== "sign" || token.text !== sign) return false;
    this.at += 1;
    return true;
  }

  expect(kind: Token["kind"], text: string | null): string {
    const token = this.take();
    if (token.kind !== kind || (text !== null && token.text !== text)) throw new NotRows();
    return token.text;
  }
}
