import { Dialog } from "@/ui";
import styles from "./help.module.css";
import { words } from "./words";

/** The way of an app, the words of the studio, and its keys. */
export default function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { help } = words;
  return (
    <Dialog title={help.open} size="wide" isOpen onOpenChange={onClose}>
      <div className={styles.columns}>
        <section aria-labelledby="help-way">
          <h3 id="help-way">{help.way}</h3>
          <ol>
            {help.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <h3 id="help-keys">{help.keys}</h3>
          <dl className={styles.keys} aria-labelledby="help-keys">
            {help.keyList.map(([keys, effect]) => (
              <div key={keys}>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{effect}</dd>
              </div>
            ))}
          </dl>
          <p className="hush">{help.designer}</p>
        </section>
        <section aria-labelledby="help-words">
          <h3 id="help-words">{help.glossary}</h3>
          <dl className={styles.terms}>
            {help.terms.map(([term, meaning]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
