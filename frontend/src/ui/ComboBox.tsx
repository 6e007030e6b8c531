import ChevronDown from "lucide-react/icons/chevron-down";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import styles from "./combobox.module.css";
import { Icon } from "./Icon";
import { announce } from "./LiveRegion";

export interface ComboOption {
  readonly id: string;
  readonly label: string;
  /** Tells apart what has the same label. */
  readonly note?: string | undefined;
}

export interface ComboWords {
  readonly search: string;
  readonly show: string;
  readonly searching: string;
  readonly nothingFound: string;
  readonly failed: string;
  readonly found: (count: number) => string;
}

export interface ComboBoxProps {
  /** Id of the input; its label, hint and error are the caller's and tied by these attributes. */
  readonly id: string;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean | undefined;
  readonly isRequired?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly isReadOnly?: boolean | undefined;
  readonly chosen: ComboOption | null;
  readonly onChoose: (option: ComboOption | null) => void;
  readonly search: (text: string) => Promise<readonly ComboOption[]>;
  readonly onBlur?: (() => void) | undefined;
  readonly words: ComboWords;
}

const WAIT_MS = 200;

type Found =
  | { readonly state: "searching" | "failed" }
  | { readonly state: "found"; readonly options: readonly ComboOption[] };

/** The newest answer to what is typed. An answer that comes late is dropped; the number of results is said. */
function useSearch(text: string, isOpen: boolean, props: ComboBoxProps): Found {
  const [found, setFound] = useState<Found>({ state: "searching" });
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const { search, words } = latest.current;
      try {
        const options = await search(text);
        if (isCurrent) {
          setFound({ state: "found", options });
          announce(options.length > 0 ? words.found(options.length) : words.nothingFound);
        }
      } catch {
        if (isCurrent) {
          setFound({ state: "failed" });
          announce(words.failed);
        }
      }
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, isOpen]);
  return found;
}

/**
 * Type to search a list that lives elsewhere; the chosen thing is read back in the box. Keys as in the ARIA
 * pattern for a combobox with a list: arrows move, Enter chooses, Escape closes, then restores.
 *
 * Written by hand: the library's own would add 42 KB to every form with a link, and this pattern is small.
 */
export function ComboBox(props: ComboBoxProps) {
  const { chosen, onChoose, words } = props;
  const listId = useId();
  const [text, setText] = useState(chosen?.label ?? "");
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const found = useSearch(text === chosen?.label ? "" : text, isOpen, props);
  const options = found.state === "found" ? found.options : [];
  const isLocked = Boolean(props.isDisabled) || Boolean(props.isReadOnly);
  useEffect(() => setText(chosen?.label ?? ""), [chosen?.label]);

  const open = () => {
    if (!isLocked) {
      setIsOpen(true);
    }
  };
  const close = () => {
    setIsOpen(false);
    setActive(-1);
  };
  const choose = (option: ComboOption) => {
    setText(option.label);
    onChoose(option);
    close();
  };
  const move = (by: number) => {
    open();
    setActive((now) =>
      options.length === 0 ? -1 : (now + by + options.length + (now < 0 && by < 0 ? 1 : 0)) % options.length,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const option = options[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && isOpen && option) {
      event.preventDefault();
      choose(option);
    } else if (event.key === "Escape" && (isOpen || text !== (chosen?.label ?? ""))) {
      event.preventDefault();
      event.stopPropagation();
      setText(chosen?.label ?? "");
      close();
    }
  };
  return (
    <div className={styles.combo}>
      <input
        ref={input}
        id={props.id}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        className={styles.input}
        placeholder={words.search}
        disabled={Boolean(props.isDisabled)}
        readOnly={Boolean(props.isReadOnly)}
        value={text}
        {...(isOpen && options[active] ? { "aria-activedescendant": `${listId}-${active}` } : {})}
        {...(props.describedBy ? { "aria-describedby": props.describedBy } : {})}
        {...(props.isInvalid ? { "aria-invalid": true } : {})}
        {...(props.isRequired ? { "aria-required": true } : {})}
        onChange={(event) => {
          setText(event.target.value);
          setActive(-1);
          open();
          if (event.target.value === "" && chosen) {
            onChoose(null);
          }
        }}
        onClick={open}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setText(chosen?.label ?? "");
          close();
          props.onBlur?.();
        }}
      />
      <button
        type="button"
        tabIndex={-1}
        className={styles.toggle}
        aria-label={words.show}
        aria-expanded={isOpen}
        aria-controls={listId}
        disabled={isLocked}
        // The box keeps the focus, on a phone its keyboard stays.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => {
          input.current?.focus();
          if (isOpen) {
            close();
          } else {
            open();
          }
        }}
      >
        <Icon of={ChevronDown} />
      </button>
      <Results
        id={listId}
        isOpen={isOpen}
        options={options}
        active={active}
        chosen={chosen}
        label={words.show}
        note={noteOf(found, words)}
        onChoose={choose}
      />
    </div>
  );
}

function noteOf(found: Found, words: ComboWords): string {
  if (found.state === "found") {
    return found.options.length === 0 ? words.nothingFound : "";
  }
  return found.state === "searching" ? words.searching : words.failed;
}

interface ResultsProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly options: readonly ComboOption[];
  readonly active: number;
  readonly chosen: ComboOption | null;
  readonly label: string;
  readonly note: string;
  readonly onChoose: (option: ComboOption) => void;
}

function Results({ id, isOpen, options, active, chosen, label, note, onChoose }: ResultsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[data-active]")?.scrollIntoView?.({ block: "nearest" });
  });
  return (
    <div className={styles.popup} hidden={!isOpen}>
      {note ? <p className={styles.note}>{note}</p> : null}
      <div ref={list} id={id} role="listbox" aria-label={label} tabIndex={-1}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are on the box, which has the focus
          <div
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.id === chosen?.id}
            className={styles.option}
            {...(index === active ? { "data-active": "" } : {})}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(option)}
          >
            {option.label}
            {option.note ? <span className={styles["option-note"]}>{option.note}</span> : null}
          </div>
        ))}
      </div>
    </div>
  );
}
