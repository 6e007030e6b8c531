import Plus from "lucide-react/icons/plus";
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { nodeFacts } from "@/designer/form/nodeFacts";
import {
  perform,
  useCatalogue,
  useDraft,
  useScreen,
  useWorkbench,
  type Workbench,
} from "@/designer/store/context";
import { reveal, select } from "@/designer/store/screen";
import { toastUndo } from "@/designer/store/travel";
import { words } from "@/designer/words";
import { addFields, type NewField } from "@/document/commands/addField";
import { placeAfter } from "@/document/commands/place";
import { asKind, parseLine, parseLines, type QuickField } from "@/document/quickadd/parse";
import { acceptRule, type SuggestedRule, suggestRule } from "@/document/quickadd/suggestRule";
import { iconOf } from "@/library/kindIcons";
import { Button, cx, IconButton, Menu, MenuItem, MenuTrigger } from "@/ui";
import styles from "./add.module.css";

/** One line makes one question: `Category: Travel, Meals, Other *` and Enter. */
export function QuickAdd({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const [text, setText] = useState("");
  const [kind, setKind] = useState<string | null>(null);
  const hint = useId();
  const parsed = parseLine(text, catalogue);
  const field = parsed && kind ? asKind(parsed, kind, catalogue) : parsed;
  const suggestions = useSuggestions();
  const latest = suggestions.at(-1);

  const add = (fields: readonly NewField[]) => {
    const { document } = bench.draft.getState();
    const entity = document.pages[page]?.entity;
    if (!entity || fields.length === 0) return;
    const made = addFields(
      document,
      bench.commands,
      entity,
      fields,
      placeAfter(document, page, chosen(bench)),
    );
    if (!perform(bench, made)) return;
    setText("");
    setKind(null);
    select(bench.screen, made.focus ?? null);
    if (made.focus) reveal(bench.screen, made.focus);
    const target = made.nodes.at(-1);
    const next = target ? suggestRule(bench.draft.getState().document, catalogue, target) : null;
    if (next) bench.screen.setState(({ suggestions: all }) => ({ suggestions: [...all, next] }));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (field) add([field]);
      else if (latest) accept(bench, latest);
    }
    if (event.key === "." && event.ctrlKey && field) {
      event.preventDefault();
      setKind(nextKind(field));
    }
    if (event.key === "Escape") {
      if (text === "" && latest) dismiss(bench, latest);
      else setText("");
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const lines = parseLines(event.clipboardData.getData("text/plain").replace(/\t/g, "\n"), catalogue);
    if (lines.length < 2) return;
    event.preventDefault();
    add(lines);
  };

  return (
    <div className={styles.quick}>
      <div className={styles.line}>
        <input
          id="quick-add"
          className={styles.input}
          aria-label={words.add.quick}
          aria-describedby={hint}
          placeholder={words.add.placeholder}
          value={text}
          maxLength={2000}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === "") setKind(null);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <IconButton
          label={words.add.add}
          icon={Plus}
          variant="secondary"
          size="md"
          onPress={() => field && add([field])}
          {...(field ? {} : { unavailable: words.add.hint })}
        />
      </div>
      <p id={hint} className={cx(styles.hint, field ? "visually-hidden" : false)}>
        {words.add.hint}
      </p>
      {field ? <Chip field={field} onKind={setKind} /> : null}
      {suggestions.map((one) => (
        <Suggestion key={`${one.target}/${one.when}`} suggestion={one} />
      ))}
    </div>
  );
}

/** After what is selected; the tab stop alone is no choice, so with nothing selected it goes to the end. */
function chosen(bench: ReturnType<typeof useWorkbench>): string | null {
  const { focus, selected } = bench.screen.getState();
  return focus !== null && selected.has(focus) ? focus : null;
}

function nextKind(field: QuickField): string {
  return field.alternatives[0] ?? field.kind;
}

function Chip({ field, onKind }: { readonly field: QuickField; readonly onKind: (kind: string) => void }) {
  const catalogue = useCatalogue();
  const name = (kind: string) => catalogue.byKind.get(kind)?.name ?? kind;
  const options = Array.isArray(field.settings.options) ? field.settings.options.length : 0;
  return (
    <div className={styles.chips}>
      <MenuTrigger>
        <Button size="sm" icon={iconOf(field.kind)} aria-label={words.add.chip(name(field.kind))}>
          {name(field.kind)}
        </Button>
        <Menu onAction={(key) => onKind(String(key))}>
          {field.alternatives.map((kind) => (
            <MenuItem key={kind} id={kind} icon={iconOf(kind)}>
              {name(kind)}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      <span className={styles.facts}>
        {[field.required ? words.required : words.optional, ...(options ? [`${options} options`] : [])].join(
          ", ",
        )}
      </span>
      <kbd className={styles.keys}>Ctrl+.</kbd>
    </div>
  );
}

/** Without those about something that was deleted since, or has got a rule otherwise. */
function useSuggestions(): readonly SuggestedRule[] {
  const all = useScreen((state) => state.suggestions);
  const nodes = useDraft((state) => state.document.nodes);
  const rules = useDraft((state) => state.document.rules);
  return all.filter(
    ({ target }) => nodes[target] && !Object.values(rules).some((rule) => rule.target === target),
  );
}

function dismiss(bench: Workbench, suggestion: SuggestedRule): void {
  bench.screen.setState(({ suggestions }) => ({
    suggestions: suggestions.filter((one) => one !== suggestion),
  }));
}

function accept(bench: Workbench, suggestion: SuggestedRule): void {
  dismiss(bench, suggestion);
  const { said: _, ...quiet } = acceptRule(bench.draft.getState().document, bench.commands, suggestion);
  if (!perform(bench, quiet)) return;
  const { shownWhen } = nodeFacts(
    bench.draft.getState().document,
    bench.commands.catalogue,
    suggestion.target,
  );
  toastUndo(bench, words.add.ruleAdded(shownWhen ?? ""));
  reveal(bench.screen, suggestion.target);
}

/** The suggestion goes with its button: the next one takes the keyboard focus. False when there is none. */
function focusNeighbour(own: HTMLElement | null): boolean {
  const all = [...document.querySelectorAll<HTMLElement>("[data-suggestion]")];
  const at = own ? all.indexOf(own) : -1;
  const next = (all[at + 1] ?? all[at - 1])?.querySelector("button");
  next?.focus();
  return Boolean(next);
}

function Suggestion({ suggestion }: { readonly suggestion: SuggestedRule }) {
  const bench = useWorkbench();
  const box = useRef<HTMLFieldSetElement>(null);
  const onAccept = () => {
    const isHeld = focusNeighbour(box.current);
    accept(bench, suggestion);
    if (!isHeld) select(bench.screen, suggestion.target, "canvas");
  };
  const onDismiss = () => {
    if (!focusNeighbour(box.current)) document.getElementById("quick-add")?.focus();
    dismiss(bench, suggestion);
  };
  return (
    <fieldset ref={box} className={styles.suggestion} aria-label={words.add.rule} data-suggestion>
      <span>{suggestion.question}</span>
      <span className={styles.answers}>
        <Button size="sm" variant="primary" onPress={onAccept}>
          {words.add.accept}
        </Button>
        <Button size="sm" onPress={onDismiss}>
          {words.add.dismiss}
        </Button>
      </span>
    </fieldset>
  );
}
