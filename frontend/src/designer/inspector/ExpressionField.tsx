import { useEffect, useState } from "react";
import { checkExpression, type ExpressionAnswer } from "@/designer/store/api";
import { useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { TextArea } from "@/ui";
import styles from "./inspector.module.css";
import type { WidgetProps } from "./widgets";

const WAIT_MS = 400;

/** A formula as text. The server's parser and type checker answer while it is typed. */
export function ExpressionField({ schema, name, value, onChange, entity }: WidgetProps) {
  const text = typeof value === "string" ? value : "";
  const answer = useExpressionCheck(text, entity);
  const problem = answer?.problems[0]?.message;
  return (
    <div>
      <TextArea
        label={schema.title ?? name}
        hint={schema.description ?? words.expression.hint}
        value={text}
        rows={3}
        mono
        onChange={(next) => onChange(next === "" ? undefined : next)}
        {...(problem ? { error: problem } : {})}
      />
      {answer?.text && !problem ? <p className={styles.note}>{words.expression.reads(answer.text)}</p> : null}
    </div>
  );
}

export function useExpressionCheck(text: string, entity: string | null): ExpressionAnswer | null {
  const { appId } = useWorkbench();
  const [answer, setAnswer] = useState<ExpressionAnswer | null>(null);
  useEffect(() => {
    if (text.trim() === "" || !entity) {
      setAnswer(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      checkExpression(appId, text, entity).then(
        (next) => isCurrent && setAnswer(next),
        () => isCurrent && setAnswer(null),
      );
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, entity, appId]);
  return answer;
}
