/** Keys nobody may take; the same words as `definition.keys.RESERVED_KEYS` on the server. */

const SYSTEM =
  "id pk created_at created_by created_by_id updated_at updated_by updated_by_id version release_digest deleted_at";
const QUERY = "q sort cursor page_size format";
const SQL =
  "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create cross " +
  "current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else " +
  "end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into " +
  "is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only " +
  "or order outer overlaps placing primary references returning right select session_user similar some symmetric " +
  "table tablesample then to trailing true union unique user using variadic verbose when where window with rowid";
const MODEL =
  "objects save delete clean full_clean clean_fields from_db refresh_from_db arefresh_from_db asave adelete";
const SCRIPT = "constructor prototype this";

export const RESERVED: ReadonlySet<string> = new Set(
  [SYSTEM, QUERY, SQL, MODEL, SCRIPT].join(" ").split(" "),
);

export const RESERVED_FOR_ENTITIES: ReadonlySet<string> = new Set([
  ...RESERVED,
  "saved",
  "files",
  "options",
  "people",
  "history",
]);
