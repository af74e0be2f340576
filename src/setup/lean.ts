/** A plugin of Bun's bundler: leaves out what the MCP SDK brings and neither program uses. */
import type { BunPlugin } from "bun";

/**
 * Checks what a form's answer says against JSON Schema: 120 KB of ajv, for a method that nobody
 * calls.
 */
const NO_AJV = "export class AjvJsonSchemaValidator {}";

export const LEAN: BunPlugin = {
  name: "lean",
  setup(build) {
    build.onLoad({ filter: /[/\\]validation[/\\]ajv-provider\.js$/ }, () => ({ contents: NO_AJV, loader: "js" }));
    // The SDK's name for the same code. Imported by both names, its parts start in an order that
    // fails (Bun 1.4.5).
    build.onResolve({ filter: /^zod\/v4$/ }, ({ importer }) => ({ path: Bun.resolveSync("zod", importer) }));
  },
};
