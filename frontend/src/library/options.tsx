import { cx } from "@/ui/cx";
import type { ControlAttributes } from "./field";
import styles from "./field.module.css";
import type { InputProps } from "./types";

export interface OptionSpec {
  readonly value: string;
  readonly label: string;
  /** What assistive technology hears, where it differs from the label. */
  readonly spoken?: string;
}

export interface OptionsProps {
  readonly input: InputProps;
  readonly attributes: ControlAttributes;
  readonly type: "radio" | "checkbox";
  readonly options: readonly OptionSpec[];
  readonly isChosen: (value: string) => boolean;
  readonly onChoose: (value: string, chosen: boolean) => void;
  readonly inline?: boolean;
  readonly className?: string;
}

/** Radios or checkboxes, each a row that is pressed as a whole. The first one carries the field's id for links. */
export function Options(props: OptionsProps) {
  const { input, attributes, type, options, isChosen, onChoose, inline, className } = props;
  return (
    <div className={cx(styles.options, className)} {...(inline ? { "data-inline": "" } : {})}>
      {options.map((option, index) => (
        <label key={option.value} className={styles.option}>
          <input
            type={type}
            id={index === 0 ? `${attributes.id}-first` : `${attributes.id}-${index}`}
            name={attributes.id}
            value={option.value}
            checked={isChosen(option.value)}
            disabled={input.disabled || (input.readOnly && !isChosen(option.value))}
            onChange={(event) => input.readOnly || onChoose(option.value, event.target.checked)}
            onBlur={input.onLeave}
            {...(option.spoken ? { "aria-label": option.spoken } : {})}
            {...(input.problem ? { "aria-invalid": true } : {})}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
