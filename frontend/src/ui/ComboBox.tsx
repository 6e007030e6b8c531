import ChevronDown from "lucide-react/icons/chevron-down";
import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { ComboBox as AriaComboBox } from "react-aria-components/ComboBox";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import styles from "./control.module.css";
import { cx } from "./cx";
import { Icon } from "./Icon";
import { announce } from "./LiveRegion";
import layer from "./layer.module.css";

export interface ComboOption {
  readonly id: string;
  readonly label: string;
}

export interface ComboWords {
  readonly search: string;
  readonly searching: string;
  readonly nothingFound: string;
  readonly failed: string;
  readonly found: (count: number) => string;
}

export interface ComboBoxProps {
  /** Id of the input; its label, hint and error are the caller's and tied by these attributes. */
  readonly id: string;
  readonly label: string;
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

/** Type to search a list that lives elsewhere; the chosen thing is read back in the box. */
export function ComboBox(props: ComboBoxProps) {
  const { chosen, onChoose, words } = props;
  const [text, setText] = useState(chosen?.label ?? "");
  const [isOpen, setIsOpen] = useState(false);
  const found = useSearch(text === chosen?.label ? "" : text, isOpen, props);
  useEffect(() => setText(chosen?.label ?? ""), [chosen?.label]);
  const options = found.state === "found" ? found.options : [];
  const emptyText =
    found.state === "searching"
      ? words.searching
      : found.state === "failed"
        ? words.failed
        : words.nothingFound;
  return (
    <AriaComboBox
      aria-label={props.label}
      menuTrigger="focus"
      allowsEmptyCollection
      items={options}
      inputValue={text}
      onInputChange={(next) => {
        setText(next);
        if (next === "" && chosen) {
          onChoose(null);
        }
      }}
      selectedKey={chosen?.id ?? null}
      onSelectionChange={(key) => {
        const option = options.find((item) => item.id === key);
        if (option) {
          setText(option.label);
          onChoose(option);
        }
      }}
      onOpenChange={setIsOpen}
      onBlur={() => {
        setText(chosen?.label ?? "");
        props.onBlur?.();
      }}
      isInvalid={Boolean(props.isInvalid)}
      isRequired={Boolean(props.isRequired)}
      isDisabled={Boolean(props.isDisabled)}
      isReadOnly={Boolean(props.isReadOnly)}
      validationBehavior="aria"
      className={styles.combo ?? ""}
    >
      <Group className={styles.group ?? ""} isInvalid={Boolean(props.isInvalid)}>
        <Input
          id={props.id}
          className={cx(styles.control)}
          placeholder={words.search}
          {...(props.describedBy ? { "aria-describedby": props.describedBy } : {})}
        />
        <Button className={styles.step ?? ""}>
          <Icon of={ChevronDown} />
        </Button>
      </Group>
      <Popover className={layer.popover ?? ""}>
        <ListBox
          className={layer.menu ?? ""}
          renderEmptyState={() => <p className={layer.nothing}>{emptyText}</p>}
        >
          {(option: ComboOption) => (
            <ListBoxItem id={option.id} textValue={option.label} className={layer.item ?? ""}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
