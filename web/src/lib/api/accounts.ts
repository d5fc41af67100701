/** Names for the schemas of accounts, set-up, mail, dashboard and profiles. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Role = Schemas["RoleWord"];
/** What a sign-in says about the person. */
export type SessionUser = Schemas["SessionUser"];
/** Tokens of a session; `expires_in` is the access token's life in seconds. */
export type Tokens = Schemas["TokensOut"];
export type SignedIn = Schemas["SessionOut"];
export type SetupState = Schemas["SetupOut"];
export type Me = Schemas["Me"];
export type Mail = Schemas["MailOut"];
export type AccountRow = Schemas["AccountOut"];
export type Dashboard = Schemas["DashboardOut"];
export type Profile = Schemas["ProfileOut"];
