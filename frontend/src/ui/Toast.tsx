import X from "lucide-react/icons/x";
import { useEffect, useSyncExternalStore } from "react";
import { Button } from "./Button";
import { IconButton } from "./IconButton";
import { announce } from "./LiveRegion";
import styles from "./parts.module.css";

export interface ToastAction {
  readonly label: string;
  readonly onPress: () => void;
}

interface ToastItem {
  readonly id: number;
  readonly text: string;
  readonly action: ToastAction | null;
}

const LIFE_MS = 10_000;
let items: readonly ToastItem[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ToastItem[]): void {
  items = next;
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a sentence for 10 s, with at most one action ("Undo"). Returns a function that takes it away. */
export function toast(text: string, action: ToastAction | null = null): () => void {
  const item: ToastItem = { id: nextId, text, action };
  nextId += 1;
  publish([...items.slice(-2), item]);
  announce(text);
  return () => publish(items.filter((other) => other.id !== item.id));
}

function Toast({ item }: { readonly item: ToastItem }) {
  const close = () => publish(items.filter((other) => other.id !== item.id));
  useEffect(() => {
    const timer = setTimeout(() => publish(items.filter((other) => other.id !== item.id)), LIFE_MS);
    return () => clearTimeout(timer);
  }, [item.id]);
  const { action } = item;
  return (
    <li className={styles.toast}>
      <span>{item.text}</span>
      {action ? (
        <Button
          size="sm"
          variant="secondary"
          onPress={() => {
            close();
            action.onPress();
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label="Close" icon={X} onPress={close} />
    </li>
  );
}

/** The place where toasts appear; once per page, last in the body. */
export function ToastRegion() {
  const shown = useSyncExternalStore(subscribe, () => items);
  if (shown.length === 0) {
    return null;
  }
  return (
    <section aria-label="Notifications" className={styles.toasts}>
      <ol>
        {shown.map((item) => (
          <Toast key={item.id} item={item} />
        ))}
      </ol>
    </section>
  );
}
