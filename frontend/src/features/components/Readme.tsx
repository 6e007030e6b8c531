import { Table, Td, Th } from "@/ui";
import styles from "./components.module.css";
import type { Block, Words } from "./types";

/** Blocks of a README as elements. The text does not change while it is shown: the place of a part is its identity. */
export function Readme({ blocks, label }: { readonly blocks: readonly Block[]; readonly label: string }) {
  return (
    <div className={styles.prose}>
      {placed(blocks).map(([key, block]) => (
        <BlockView key={key} block={block} label={label} />
      ))}
    </div>
  );
}

function placed<T>(items: readonly T[]): readonly (readonly [number, T])[] {
  return items.map((item, index) => [index, item]);
}

function BlockView({ block, label }: { readonly block: Block; readonly label: string }) {
  switch (block.block) {
    case "heading":
      return (
        <h3>
          <Text of={block.text} />
        </h3>
      );
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List>
          {placed(block.items).map(([key, item]) => (
            <li key={key}>
              <Text of={item} />
            </li>
          ))}
        </List>
      );
    }
    case "table":
      return <TableView block={block} label={label} />;
    case "code":
      return <pre className={styles.code}>{block.source}</pre>;
    default:
      return (
        <p>
          <Text of={block.text} />
        </p>
      );
  }
}

function TableView({ block, label }: { readonly block: Block & { block: "table" }; readonly label: string }) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          {placed(block.head).map(([key, cell]) => (
            <Th key={key}>
              <Text of={cell} />
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {placed(block.rows).map(([key, row]) => (
          <tr key={key}>
            {placed(row).map(([column, cell]) => (
              <Td key={column}>
                <Text of={cell} />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const TAGS = { code: "code", strong: "strong", em: "em" } as const;

function Text({ of }: { readonly of: readonly Words[] }) {
  return placed(of).map(([key, part]) => {
    if (part.mark === "plain") return part.text;
    const Tag = TAGS[part.mark];
    return <Tag key={key}>{part.text}</Tag>;
  });
}
