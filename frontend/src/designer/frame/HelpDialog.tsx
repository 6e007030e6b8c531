import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import { useScreen } from "@/designer/store/context";
import { words } from "@/designer/words";
import { Dialog, DialogTrigger, IconButton } from "@/ui";
import styles from "./frame.module.css";

const KEYS: readonly (readonly [string, string])[] = [
  ["Up, Down, Home, End", "Go through the objects"],
  ["Right, Left", "Open or enter a section; close or leave it"],
  ["Space, Shift+Up or Down, Ctrl+A", "Select several"],
  ["Enter or F2", "Edit the label in place"],
  ["F", "Find in this form by label"],
  ["/ or Insert", "Quick add after the focused object"],
  ["Alt+Up or Down", "Move one place"],
  ["Alt+Shift+Left or Right", "Move out of or into a section"],
  ["M", "Move mode: arrow keys, Enter places, Escape cancels"],
  ["Ctrl+D, Ctrl+C, Ctrl+X, Ctrl+V, Delete", "Duplicate, copy, cut, paste, delete"],
  ["R, P", "Rules and properties of this"],
  ["1, 2, 3", "Width of the sheet"],
  ["Ctrl+Z, Ctrl+Y", "Undo, do again"],
  ["F6, Shift+F6", "Next and previous part of the screen"],
  ["F8, Shift+F8", "Next and previous problem"],
  ["Ctrl+S", "Save now"],
];

/** Last in the bar, also by "?": what this area is for, and every key of the designer. */
export function HelpDialog() {
  const area = useScreen((state) => state.area);
  return (
    <DialogTrigger>
      <IconButton label={words.help.open} icon={CircleQuestionMark} keys="?" id="open-help" />
      <Dialog title={words.help.open} size="wide">
        <h3>{words.areas[area]}</h3>
        <p>{words.help.areas[area]}</p>
        <p>{words.help.saving}</p>
        <h3>{words.help.keys}</h3>
        <dl className={styles.keys}>
          {KEYS.map(([keys, effect]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{effect}</dd>
            </div>
          ))}
        </dl>
        <p>
          <a href="/components/">{words.help.components}</a>
        </p>
      </Dialog>
    </DialogTrigger>
  );
}
