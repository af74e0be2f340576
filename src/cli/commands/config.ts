/** codex-bridge config: every setting, its effective value, and where that comes from. */
import { type Config, stateFiles } from "../../config";
import { readTextFile } from "../../setup/files";
import { parseJson } from "../../setup/json-edit";
import type { AddCommand } from "../command";
import { createPainter, toLine } from "../output";

export const addConfig: AddCommand = (program, { run }) => {
  program
    .command("config")
    .description("show every setting, its effective value and where that comes from")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExamples:\n  codex-bridge config\n  CODEX_BRIDGE_PORT=9000 codex-bridge config")
    .action((options: { json?: boolean }) => run((config) => runConfig(config, options.json ?? false)));
};

/** Prints the settings; the exit code is 2 where one cannot be used. */
function runConfig(config: Config, asJson: boolean): void {
  const path = stateFiles(config.stateDir).config;
  const problems = [...config.problems];
  const text = readTextFile(path);
  if (text !== null && problems.some((problem) => problem.includes("not valid JSON")))
    problems.push(...findLine(text, path));
  if (problems.length > 0) process.exitCode = 2;
  if (asJson) {
    const { settings, warnings } = config;
    process.stdout.write(`${JSON.stringify({ file: path, settings, problems, warnings }, null, 2)}\n`);
    return;
  }
  const paint = createPainter(process.stdout.isTTY ?? false, config.noColor);
  const widths = { variable: 0, key: 0, value: 0 };
  const rows = config.settings.map(({ variable, key, value, source }) => ({
    variable,
    key: key ?? "",
    value: toLine(value) || "(none)",
    // A wrong one is not in force: the value beside it is the default.
    source: problems.some((problem) => problem.startsWith(`${variable}=`) || problem.startsWith(`${path}: ${key}: `))
      ? `default (wrong in ${source})`
      : source,
  }));
  for (const row of rows)
    for (const column of ["variable", "key", "value"] as const)
      widths[column] = Math.max(widths[column], row[column].length);
  const lines = rows.map(({ variable, key, value, source }) => {
    const cells = `${variable.padEnd(widths.variable)}  ${key.padEnd(widths.key)}  ${value.padEnd(widths.value)}  `;
    return source === "default" ? cells + paint("dim", source) : cells + paint("cyan", source);
  });
  process.stdout.write(
    `${lines.join("\n")}\n\nSettings file: ${path}${text === null ? " (not there; all settings have defaults)" : ""}\n`,
  );
  for (const problem of problems) process.stderr.write(`${paint("red", "wrong:")} ${toLine(problem)}\n`);
  for (const warning of config.warnings) process.stderr.write(`${paint("yellow", "unknown:")} ${toLine(warning)}\n`);
}

/** Bun says that a JSON text is broken and not where. */
function findLine(text: string, path: string): string[] {
  try {
    parseJson(text, path);
    return [`${path}: comments and trailing commas are not allowed here`];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
