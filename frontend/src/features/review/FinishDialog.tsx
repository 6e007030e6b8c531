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
  /** How many changes there are. */
  readonly changes: number;
  /** Somebody who commented on this version has said what should change: a note is welcome, not needed. */
  readonly hasCommented: boolean;
  readonly onDone: () => void;
}

/** Approve or request changes, with a note. Nothing is decided before "Send decision". */
export function FinishDialog({ isOpen, onOpenChange, decide, digest, onDone, ...rest }: FinishDialogProps) {
  const { unviewed, changes, hasCommented } = rest;
  const [decision, setDecision] = useState<DecisionBody["decision"] | null>(null);
  const [comment, setComment] = useState("");
  const [wasSent, setWasSent] = useState(false);
  const needsNote = decision === "request_changes" && !hasCommented && !comment.trim();
  const send = () => {
    setWasSent(true);
    if (decision === null || needsNote) return;
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
        label={words.decision}
        {...(wasSent && decision === null ? { error: words.decisionNeeded } : {})}
        value={decision}
        onChange={(value) => setDecision(value as DecisionBody["decision"])}
      >
        <Radio value="approve" note={<ApproveNote unviewed={unviewed} changes={changes} />}>
          {words.approve}
        </Radio>
        <Radio value="request_changes" note={words.requestNote}>
          {words.request}
        </Radio>
      </RadioGroup>
      <TextArea
        label={words.note}
        rows={4}
        value={comment}
        onChange={setComment}
        optional={decision !== "request_changes" || hasCommented}
        {...(wasSent && needsNote ? { error: words.noteNeeded } : {})}
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

/** What approving means, and what was not looked at: said beside the choice, never in its way. */
function ApproveNote({ unviewed, changes }: Pick<FinishDialogProps, "unviewed" | "changes">) {
  return (
    <>
      {words.approveNote}
      {unviewed > 0 ? <strong> {words.unviewed(unviewed, changes)}</strong> : null}
    </>
  );
}
