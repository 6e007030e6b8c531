import type { ObjectSchema } from "@/document/catalogue";
import { Table, Td, Th } from "@/ui";
import styles from "./components.module.css";
import { standardOf, valuesOf } from "./properties";
import { words } from "./words";

/** Settings or props as a table, from their schema. */
export function PropertyTable({ schema, label }: { readonly schema: ObjectSchema; readonly label: string }) {
  const rows = Object.entries(schema.properties ?? {});
  const { columns } = words;
  if (rows.length === 0) return <p className="hush">{words.noProperties}</p>;
  return (
    <Table label={label} cards>
      <thead>
        <tr>
          <Th>{columns.property}</Th>
          <Th>{columns.meaning}</Th>
          <Th>{columns.values}</Th>
          <Th>{columns.standard}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, property]) => (
          <tr key={name}>
            <Td label={columns.property} className={styles.property}>
              {property.title ?? name}
              <div className="hush mono">{name}</div>
            </Td>
            <Td label={columns.meaning}>{property.description}</Td>
            <Td label={columns.values}>{valuesOf(property)}</Td>
            <Td label={columns.standard}>{standardOf(property)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
