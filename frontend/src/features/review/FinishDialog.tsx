import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { Banner, Button, Dialog, DialogFoot, Radio, RadioGroup, TextArea } from "@/ui";
import type { DecisionBody } from "./useDesk";
import { words } from "./words";

export interface FinishDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly decide: UseMutationResult<unknown, Error, DecisionBody>;
  /** The decision names the digest the reviewer saw; the server refuses any other. */
  readonly digest: string;
  /** Changes that nobody ticked as viewed; approving says so. */
  readonly unviewed: number;
  readonly onDone: () => void;
}

/** Approve or request changes, with a note. Nothing is decided before "Send decision". */
export function FinishDialog({ isOpen, onOpenChange, decide, digest, unviewed, onDone }: FinishDialogProps) {
  const [decision, setDecision] = useState<DecisionBody["decision"]>("approve");
  const [comment, setComment] = useState("");
  const [missing, setMissing] = useState(false);
  const send = () => {
    const needsNote = decision === "request_changes" && !comment.trim();
    setMissing(needsNote);
    if (needsNote) return;
    decide.mutate(
      { decision, comment: comment.trim(), digest },
      {
        onSuccess: () => {
          onOpenChange(false);
          onDone();
        },
      },
    );
  };
  return (
    <Dialog title={words.finishTitle} isOpen={isOpen} onOpenChange={onOpenChange}>
      <RadioGroup
        label={words.finishTitle}
        value={decision}
        onChange={(value) => setDecision(value as DecisionBody["decision"])}
      >
        <Radio value="approve" note={words.approveNote}>
          {words.approve}
        </Radio>
        <Radio value="request_changes" note={words.requestNote}>
          {words.request}
        </Radio>
      </RadioGroup>
      {decision === "approve" && unviewed > 0 ? (
        <Banner tone="warn" title={words.unviewed(unviewed)}>
          {words.unviewedMore}
        </Banner>
      ) : null}
      <TextArea
        label={words.note}
        rows={4}
        value={comment}
        onChange={setComment}
        optional={decision === "approve"}
        {...(missing ? { error: words.noteNeeded } : {})}
      />
      {decide.isError ? (
        <Banner tone="bad" title={words.failed} alert>
          {decide.error.message}
        </Banner>
      ) : null}
      <DialogFoot>
        <Button onPress={() => onOpenChange(false)}>{words.cancel}</Button>
        <Button variant="primary" busy={decide.isPending} onPress={send}>
          {words.send}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
