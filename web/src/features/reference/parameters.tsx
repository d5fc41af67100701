import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Operation, Parameter, Schema, Schemas } from "./description";
import { Facts } from "./schema-tree";
import { typeText } from "./schema-view";

type ParametersProps = { operation: Operation; schemas: Schemas };

/** The parameters of a call, as the description lists them: a table, on a phone a list. */
export const Parameters = (props: ParametersProps) => (
  <>
    <ParameterList {...props} />
    <ParameterTable {...props} />
  </>
);

/** The explanation of the parameter, else that of its type. */
const explained = ({ description, schema = {} }: Parameter): Schema =>
  description === undefined ? schema : { ...schema, description };

const Required = () => <span className="text-xs font-semibold text-accent-ink">required</span>;

const ParameterList = ({ operation, schemas }: ParametersProps) => (
  <ul className="grid text-sm sm:hidden">
    {operation.parameters.map((parameter) => (
      <li
        key={`${parameter.in} ${parameter.name}`}
        className="border-b border-line py-2 last:border-0"
      >
        <code className="font-semibold break-all">{parameter.name}</code>{" "}
        <span className="text-ink-2">
          {typeText(parameter.schema ?? {}, schemas)}, {parameter.in}
        </span>{" "}
        {parameter.required ? <Required /> : null}
        <Facts schema={explained(parameter)} schemas={schemas} withoutType />
      </li>
    ))}
  </ul>
);

const ParameterTable = ({ operation, schemas }: ParametersProps) => (
  <Table
    caption={`Parameters of ${operation.id}`}
    className="rounded-sm border border-line max-sm:hidden"
  >
    <thead>
      <tr>
        <Th>Name</Th>
        <Th>In</Th>
        <Th>Type</Th>
        <Th>What it is</Th>
      </tr>
    </thead>
    <tbody>
      {operation.parameters.map((parameter) => (
        <Tr key={`${parameter.in} ${parameter.name}`} className="align-top [&>td]:py-2">
          <Td>
            <code className="block font-semibold">{parameter.name}</code>
            {parameter.required ? <Required /> : null}
          </Td>
          <Td>{parameter.in}</Td>
          <Td className="whitespace-nowrap">{typeText(parameter.schema ?? {}, schemas)}</Td>
          <Td className="min-w-56">
            <Facts schema={explained(parameter)} schemas={schemas} withoutType />
          </Td>
        </Tr>
      ))}
    </tbody>
  </Table>
);
