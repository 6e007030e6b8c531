import { EvaluationError } from "./errors";

/*
 * Patterns of makers never run as JavaScript regular expressions, which can be made to run for minutes.
 * This is Thompson's automaton over the subset of RE2 that the server accepts (`patterns.py`): time is
 * at most text length x pattern size.
 */

type Test = (code: number) => boolean;
type Instruction =
  | { readonly kind: "one"; readonly test: Test }
  | { readonly kind: "assert"; readonly test: (before: number, after: number) => boolean }
  | { readonly kind: "jump"; readonly to: readonly number[] }
  | { readonly kind: "found" };

/** No code point: before the first and after the last character. */
const EDGE = -1;
const FOUND: Instruction = { kind: "found" };
const LONE_SURROGATE = /\p{Surrogate}/u;
const MAX_REPEAT = 100;
const MAX_PROGRAM = 2_000;

const programs = new Map<string, readonly Instruction[]>();

/** Whether the pattern matches somewhere. Throws `bad-argument` (pattern) or `bad-text`. */
export function patternFound(pattern: string, text: string): boolean {
  let program = programs.get(pattern);
  if (program === undefined) {
    program = new Compiler(pattern).program();
    programs.set(pattern, program);
  }
  if (LONE_SURROGATE.test(text)) throw new EvaluationError("bad-text");
  return search(program, text);
}

function search(program: readonly Instruction[], text: string): boolean {
  const codes = Array.from(text, codeOf);
  const seen = new Int32Array(program.length).fill(EDGE);
  let waiting: number[] = [];
  for (let at = 0; at <= codes.length; at += 1) {
    const ready = waiting;
    ready.push(0);
    waiting = [];
    for (let state = ready.pop(); state !== undefined; state = ready.pop()) {
      if (seen[state] === at) continue;
      seen[state] = at;
      if (advance(program, state, codes, at, ready, waiting)) return true;
    }
  }
  return false;
}

/** Runs one state at one place: into `ready` what follows here, into `waiting` what follows the character. */
function advance(
  program: readonly Instruction[],
  state: number,
  codes: readonly number[],
  at: number,
  ready: number[],
  waiting: number[],
): boolean {
  const instruction = program[state] ?? FOUND;
  const after = codes[at] ?? EDGE;
  if (instruction.kind === "jump") ready.push(...instruction.to);
  else if (instruction.kind === "assert" && instruction.test(codes[at - 1] ?? EDGE, after))
    ready.push(state + 1);
  else if (instruction.kind === "one" && after !== EDGE && instruction.test(after)) waiting.push(state + 1);
  return instruction.kind === "found";
}

type Fragment = readonly Instruction[];

/** Fragments are relative: a jump holds distances from its own place until the end of `program`. */
class Compiler {
  private at = 0;
  private readonly source: readonly string[];

  constructor(pattern: string) {
    this.source = Array.from(pattern);
  }

  program(): readonly Instruction[] {
    const body = this.alternatives();
    if (this.at < this.source.length || body.length > MAX_PROGRAM) throw new EvaluationError("bad-argument");
    return [...body, FOUND].map((instruction, place) =>
      instruction.kind === "jump"
        ? { kind: "jump", to: instruction.to.map((distance) => place + distance) }
        : instruction,
    );
  }

  private get peek(): string {
    return this.source[this.at] ?? "";
  }

  private take(): string {
    const character = this.peek;
    if (character === "") throw new EvaluationError("bad-argument");
    this.at += 1;
    return character;
  }

  private accept(text: string): boolean {
    const found = this.source.slice(this.at, this.at + text.length).join("") === text;
    if (found) this.at += text.length;
    return found;
  }

  private alternatives(): Fragment {
    const first = this.sequence();
    if (!this.accept("|")) return first;
    const rest = this.alternatives();
    return [jump(1, first.length + 2), ...first, jump(rest.length + 1), ...rest];
  }

  private sequence(): Fragment {
    const parts: Instruction[] = [];
    while (this.peek !== "" && this.peek !== "|" && this.peek !== ")") {
      parts.push(...this.repeated(this.atom()));
      if (parts.length > MAX_PROGRAM) throw new EvaluationError("bad-argument");
    }
    return parts;
  }

  private repeated(part: Fragment): Fragment {
    const counts = this.counts();
    if (counts === null) return part;
    const [least, most] = counts;
    // A lazy repeat finds the same texts as a greedy one.
    this.accept("?");
    const parts = Array.from({ length: least }, () => part).flat();
    if (most === null) return [...parts, jump(1, part.length + 2), ...part, jump(-part.length - 1)];
    const optional = [jump(1, part.length + 1), ...part];
    return [...parts, ...Array.from({ length: most - least }, () => optional).flat()];
  }

  /** How often the part before may stand: at least, and at most (null: any number); null for once. */
  private counts(): readonly [number, number | null] | null {
    if (this.accept("*")) return [0, null];
    if (this.accept("+")) return [1, null];
    if (this.accept("?")) return [0, 1];
    if (!this.accept("{")) return null;
    const least = this.count();
    if (this.accept("}")) return [least, least];
    if (!this.accept(",")) throw new EvaluationError("bad-argument");
    if (this.accept("}")) return [least, null];
    const most = this.count();
    if (!this.accept("}")) throw new EvaluationError("bad-argument");
    return [least, Math.max(least, most)];
  }

  private count(): number {
    let digits = "";
    while (/^[0-9]$/.test(this.peek)) digits += this.take();
    const count = Number(digits);
    if (digits === "" || count > MAX_REPEAT) throw new EvaluationError("bad-argument");
    return count;
  }

  private atom(): Fragment {
    const character = this.take();
    switch (character) {
      case "(":
        return this.group();
      case "[":
        return [one(this.characterClass())];
      case ".":
        return [one((code) => code !== 10)];
      case "^":
        return [{ kind: "assert", test: (before) => before === EDGE }];
      case "$":
        return [{ kind: "assert", test: (_before, after) => after === EDGE }];
      case "\\":
        return this.escaped();
      default:
        return [one(is(character))];
    }
  }

  private group(): Fragment {
    if (this.peek === "?" && !this.accept("?:")) throw new EvaluationError("bad-argument");
    const body = this.alternatives();
    if (!this.accept(")")) throw new EvaluationError("bad-argument");
    return body;
  }

  private escaped(): Fragment {
    if (this.accept("b")) return [{ kind: "assert", test: atWordEdge }];
    if (this.accept("B")) return [{ kind: "assert", test: (before, after) => !atWordEdge(before, after) }];
    return [one(this.set() ?? is(this.escapedCharacter()))];
  }

  private characterClass(): Test {
    const isNegated = this.accept("^");
    const tests: Test[] = [];
    while (!this.accept("]")) tests.push(this.classPart());
    return (code) => tests.some((test) => test(code)) !== isNegated;
  }

  private classPart(): Test {
    const first = this.classCharacter();
    if (typeof first !== "string") return first;
    if (this.peek !== "-" || this.source[this.at + 1] === "]") return is(first);
    this.take();
    const last = this.classCharacter();
    if (typeof last !== "string") throw new EvaluationError("bad-argument");
    const [from, to] = [codeOf(first), codeOf(last)];
    return (code) => code >= from && code <= to;
  }

  private classCharacter(): string | Test {
    const character = this.take();
    return character === "\\" ? (this.set() ?? this.escapedCharacter()) : character;
  }

  /** A set such as \d or \p{L} after the backslash; null, with nothing read, where it is none. */
  private set(): Test | null {
    const letter = this.peek;
    const lower = letter.toLowerCase();
    const isNegated = letter !== lower;
    const test = lower === "p" ? this.unicodeGroup() : SETS.get(lower);
    if (test === undefined) return null;
    if (lower !== "p") this.take();
    return isNegated ? (code) => !test(code) : test;
  }

  private unicodeGroup(): Test {
    this.take();
    let name = this.take();
    if (name === "{") {
      name = "";
      while (!this.accept("}")) name += this.take();
    }
    const group = UNICODE_GROUPS.get(name);
    if (group === undefined) throw new EvaluationError("bad-argument");
    return (code) => group.test(String.fromCodePoint(code));
  }

  private escapedCharacter(): string {
    const letter = this.take();
    if (letter !== "x") return CONTROLS.get(letter) ?? letter;
    let digits = "";
    if (this.accept("{")) while (!this.accept("}")) digits += this.take();
    else digits = this.take() + this.take();
    const code = /^[0-9a-f]{1,6}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
    if (!(code <= 0x10ffff)) throw new EvaluationError("bad-argument");
    return String.fromCodePoint(code);
  }
}

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["f", "\f"],
]);

const SETS: ReadonlyMap<string, Test> = new Map([
  ["d", (code) => code >= 48 && code <= 57],
  ["w", isWord],
  ["s", (code) => code === 32 || code === 9 || code === 10 || code === 12 || code === 13],
]);

const UNICODE_GROUPS: ReadonlyMap<string, RegExp> = new Map([
  ["L", /\p{L}/u],
  ["Lu", /\p{Lu}/u],
  ["Ll", /\p{Ll}/u],
  ["N", /\p{N}/u],
  ["Nd", /\p{Nd}/u],
  ["P", /\p{P}/u],
  ["S", /\p{S}/u],
  ["Z", /\p{Z}/u],
]);

function jump(...distances: number[]): Instruction {
  return { kind: "jump", to: distances };
}

function one(test: Test): Instruction {
  return { kind: "one", test };
}

function is(character: string): Test {
  const wanted = codeOf(character);
  return (code) => code === wanted;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? EDGE;
}

function isWord(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122)
  );
}

function atWordEdge(before: number, after: number): boolean {
  return isWord(before) !== isWord(after);
}
