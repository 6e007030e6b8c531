import { Fragment, type ReactNode } from "react";

/** The few marks that makers may write: paragraphs, lists, **bold**, _italic_ and [links](https://…). No HTML. */

const INLINE = /\*\*([^*]+)\*\*|_([^_]+)_|\[([^\]]+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)/g;

function inline(text: string): readonly ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [, bold, italic, words, href] = match;
    parts.push(
      bold ? (
        <strong>{bold}</strong>
      ) : italic ? (
        <em>{italic}</em>
      ) : (
        <a href={href} rel="noopener noreferrer">
          {words}
        </a>
      ),
    );
  }
  return [...parts, text.slice(end)];
}

const keyed = (nodes: readonly ReactNode[]): ReactNode =>
  // The text does not change while it is shown: the place of a part is its identity.
  nodes
    .map((node, index) => [index, node] as const)
    .map(([key, node]) => <Fragment key={key}>{node}</Fragment>);

function block(text: string): ReactNode {
  const lines = text.split("\n");
  if (lines.every((line) => /^[-*] /.test(line))) {
    return <ul>{keyed(lines.map((line) => <li key={line}>{keyed(inline(line.slice(2)))}</li>))}</ul>;
  }
  if (lines.every((line) => /^\d+[.)] /.test(line))) {
    return (
      <ol>
        {keyed(lines.map((line) => <li key={line}>{keyed(inline(line.replace(/^\d+[.)] /, "")))}</li>))}
      </ol>
    );
  }
  return (
    <p>
      {keyed(
        lines.flatMap((line, index) => (index > 0 ? [<br key={line} />, ...inline(line)] : inline(line))),
      )}
    </p>
  );
}

export function Prose({
  text,
  className,
}: {
  readonly text: string;
  readonly className?: string | undefined;
}) {
  const blocks = text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean);
  return <div {...(className ? { className } : {})}>{keyed(blocks.map(block))}</div>;
}
