import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Operation, Schemas } from "./description";
import { Facts } from "./schema-tree";
import { typeText } from "./schema-view";

type ParametersProps = { operation: Operation; schemas: Schemas };

/** The parameters of a call: of its path first, as the description lists them. */
export const Parameters = ({ operation, schemas }: ParametersProps) => (
  <Table caption={`Parameters of ${operation.id}`} className="rounded-sm border border-line">
    <thead>
      <tr>
        <Th>Name</Th>
        <Th>In</Th>
        <Th>Type</Th>
        <Th>What it is</Th>
      </tr>
    </thead>
    <tbody>
      {operation.parameters.map((parameter) => {
        const schema = parameter.schema ?? {};
        const about = parameter.description ?? schema.description;
        return (
          <Tr key={`${parameter.in} ${parameter.name}`} className="align-top [&>td]:py-2">
            <Td>
              <code className="font-semibold">{parameter.name}</code>
              {parameter.required ? (
                <span className="block text-xs font-semibold text-accent-ink">required</span>
              ) : null}
            </Td>
            <Td>{parameter.in}</Td>
            <Td className="whitespace-nowrap">{typeText(schema, schemas)}</Td>
            <Td className="min-w-56">
              <Facts
                schema={about === undefined ? schema : { ...schema, description: about }}
                schemas={schemas}
                withoutType
              />
            </Td>
          </Tr>
        );
      })}
    </tbody>
  </Table>
);
