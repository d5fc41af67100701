/**
 * Checks by the compiler that the types written by hand in `accounts.ts` fit what the server
 * describes of itself (`schema.d.ts`, written by `npm run generate:api`). They are written by hand
 * as long as the description lacks request bodies and lists query parameters as path parameters.
 * There is nothing here at run time.
 */
import type {
  AccountRow,
  Mail,
  Me,
  Profile,
  SessionUser,
  SetupState,
  SignedIn,
  Tokens,
} from "./accounts";
import type { components } from "./schema";

type Schemas = components["schemas"];

/** A type without its unions of words: the description says only that they are texts. */
type Plain<T> = T extends string
  ? string
  : T extends (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [Key in keyof T]: Plain<T[Key]> }
      : T;

/** `true` when what the server sends can be read as `Ours`; otherwise it does not compile. */
type Fits<Sent extends Plain<Ours>, Ours> = Sent extends Plain<Ours> ? true : never;

export type Conformance = [
  Fits<Schemas["Envelope_Me"]["data"], Me>,
  Fits<Schemas["Envelope_SessionOut"]["data"], SignedIn>,
  Fits<Schemas["Envelope_SessionOut"]["data"]["user"], SessionUser>,
  Fits<Schemas["Envelope_TokensOut"]["data"], Tokens>,
  Fits<Schemas["Envelope_SetupOut"]["data"], SetupState>,
  Fits<Schemas["Envelope_ProfileOut"]["data"], Profile>,
  Fits<Schemas["Envelope_Vec_MailOut"]["data"], Mail[]>,
  Fits<Schemas["Envelope_Vec_AccountOut"]["data"], AccountRow[]>,
];
