import { useState } from "react";
import { readingOf } from "@/library/reading";
import type { SendResult } from "@/renderer";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/RadioGroup";
import styles from "./live.module.css";
import type { Clash } from "./merging";
import { words } from "./words";

export interface ConflictProps {
  readonly clashes: readonly Clash[];
  /** The keys whose other answer is kept. */
  readonly onChoose: (theirs: ReadonlySet<string>) => Promise<SendResult>;
  readonly onCancel: () => void;
}

/** Two answers to one question: the person chooses, field by field. */
export function Conflict({ clashes, onChoose, onCancel }: ConflictProps) {
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const [isSaving, setIsSaving] = useState(false);
  const choose = (key: string, who: string) => {
    const next = new Set(theirs);
    if (who === "theirs") {
      next.add(key);
    } else {
      next.delete(key);
    }
    setTheirs(next);
  };
  const save = async () => {
    setIsSaving(true);
    await onChoose(theirs);
    setIsSaving(false);
  };
  return (
    <div className={styles.conflict}>
      <Banner tone="warn" alert title={words.conflictTitle}>
        {words.conflictText}
      </Banner>
      {clashes.map(({ field, mine, theirs: other }) => (
        <RadioGroup
          key={field.key}
          label={field.label}
          value={theirs.has(field.key) ? "theirs" : "mine"}
          onChange={(who) => choose(field.key, who)}
        >
          <Radio value="mine">
            {words.conflictMine(readingOf(field, { id: "", [field.key]: mine }) || words.empty)}
          </Radio>
          <Radio value="theirs">{words.conflictTheirs(readingOf(field, other) || words.empty)}</Radio>
        </RadioGroup>
      ))}
      <div className={styles.ways}>
        <Button variant="primary" size="lg" busy={isSaving} onPress={save}>
          {words.conflictSave}
        </Button>
        <Button size="lg" onPress={onCancel}>
          {words.cancelEdit}
        </Button>
      </div>
    </div>
  );
}
