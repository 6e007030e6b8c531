/** The shapes of the platform API, from its OpenAPI document: `Schemas["HomeOut"]`. */
import type { components } from "./schema";

export type Schemas = components["schemas"];
