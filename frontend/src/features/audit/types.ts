import type { Schemas } from "@/api/types";

export type AuditPage = Schemas["AuditOut"];
export type AuditEntry = Schemas["AuditEntryOut"];
export type AuditKind = Schemas["AuditKindOut"];
export type ChainState = Schemas["AuditChainOut"];
export type Person = Schemas["PersonOut"];
