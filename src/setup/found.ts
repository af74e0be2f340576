/** Everything that setup and doctor look at first: programs, files, and what is registered. */
import type { TomlTable } from "smol-toml";
import type { Config } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { isBundleFresh } from "./bundle";
import { type ClaudeFiles, readClaudeFiles } from "./claude-files";
import { TABLE_PATH } from "./codex-config";
import { findMissingDependencies } from "./dependencies";
import { readTextFile, whyNotWritable } from "./files";
import type { Places } from "./places";
import { findProgram, type Program } from "./programs";
import { chooseRuntime, type Runtime } from "./runtime";
import { getTable, parseToml } from "./toml-edit";

export interface Found {
  places: Places;
  maxWaitMs: number;
  runtime: Runtime;
  claude: { program: Program | null; files: ClaudeFiles | null; problem: string | null };
  codex: { program: Program | null; text: string | null; table: TomlTable | null; problem: string | null };
  bundleIsFresh: boolean;
  missingDependencies: string[];
}

/** Looks at everything. `problem` names what cannot be read; nothing is thrown. */
export async function find(places: Places, config: Config): Promise<Found> {
  const [claude, codex, runtime] = await Promise.all([
    findProgram("claude", places),
    findProgram("codex", places),
    chooseRuntime(places),
  ]);
  return {
    places,
    maxWaitMs: config.maxWaitMs,
    runtime,
    claude: { program: claude, ...readOrExplain({ files: null }, () => ({ files: readClaudeFiles(places) })) },
    codex: { program: codex, ...readOrExplain({ text: null, table: null }, () => readCodexConfig(places)) },
    bundleIsFresh: isBundleFresh(places.root),
    missingDependencies: findMissingDependencies(places.root),
  };
}

function readCodexConfig({ codex }: Places): { text: string | null; table: TomlTable | null } {
  const text = readTextFile(codex.config);
  return { text, table: text === null ? null : getTable(parseToml(text, codex.config), TABLE_PATH) };
}

function readOrExplain<T extends object, E extends object>(
  otherwise: E,
  read: () => T,
): (T | E) & { problem: string | null } {
  try {
    return { ...read(), problem: null };
  } catch (error) {
    if (!(error instanceof BridgeError)) throw error;
    return { ...otherwise, problem: error.message };
  }
}

/** Why one of these files cannot be changed; null where all can. */
export function findUnwritable(paths: readonly string[]): string | null {
  return paths.map(whyNotWritable).find((why) => why !== null) ?? null;
}
