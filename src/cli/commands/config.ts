/** codex-bridge config: shows the settings, and changes config.json. */
import { chmodSync, realpathSync } from "node:fs";
import { readTextFile, replaceFile } from "../../setup/files";
import { parseJson, remove, setKey } from "../../setup/json-edit";
import { type Config, type EffectiveSetting, stateFiles } from "../../shared/config";
import { REMOVED_SETTINGS, SETTINGS, type Setting } from "../../shared/settings";
import { prepareStateDir } from "../../shared/state-dir";
import { toLine } from "../../shared/text";
import { type AddCommand, EXIT, UsageError } from "../command";
import { createPainter, type Style } from "../output";

interface ConfigOptions {
  json?: boolean;
}

const ALL: readonly Setting[] = Object.values(SETTINGS);

export const addConfig: AddCommand = (program, { run }) => {
  const command = program
    .command("config")
    .description("show the settings and where each comes from, or change one")
    .enablePositionalOptions()
    .option("--json", "print JSON")
    .addHelpText("after", () => `\n${HELP}`)
    .action((options: ConfigOptions) => run((config) => showAll(config, options)));
  command
    .command("get")
    .description("print the value of one setting")
    .argument("<name>", "the setting, such as port")
    .option("--json", "print the setting with its source as JSON")
    .addHelpText("after", "\nExample:\n  codex-bridge config get port")
    .action((name: string, options: ConfigOptions) => run((config) => showOne(config, name, options)));
  command
    .command("set")
    .description("write one setting into config.json")
    .argument("<name>", "the setting, such as port")
    .argument("<value>", "its value")
    .addHelpText("after", "\nExample:\n  codex-bridge config set port 9000")
    .action((name: string, value: string) => run((config) => setOne(config, name, value)));
  command
    .command("unset")
    .description("remove one setting from config.json")
    .argument("<name>", "the setting, such as port")
    .addHelpText("after", "\nExample:\n  codex-bridge config unset port")
    .action((name: string) => run((config) => unsetOne(config, name)));
};

const HELP = `A setting comes from the environment, else from config.json in the state directory, else it has its
default. A session keeps the settings that it has started with.

Settings:
${ALL.map(({ name, default: value, type }) => `  ${name.padEnd(16)}${type.expected}${value === "" ? "" : ` (${value})`}`).join("\n")}

docs/configuration.md describes each.

Exit codes: 0 done, 2 a setting is wrong or unknown.

Examples:
  codex-bridge config
  codex-bridge config get port
  codex-bridge config set port 9000
  codex-bridge config unset port`;

function showAll(config: Config, { json }: ConfigOptions): void {
  const file = stateFiles(config.stateDir).config;
  const text = readTextFile(file);
  const problems = [...config.problems, ...(text === null ? [] : findSyntaxError(text, file))];
  const { settings, warnings } = config;
  if (problems.length > 0) process.exitCode = EXIT.usage;
  if (json) return print(JSON.stringify({ file, settings, problems, warnings }, null, 2));
  print(`${renderTable(settings, createPainter(process.stdout.isTTY ?? false, config.noColor))}\n`);
  print(`Settings file: ${file}${text === null ? " (does not exist: nothing has to be set)" : ""}`);
  report(config, "red", "wrong", problems);
  report(config, "yellow", "note", warnings);
}

function showOne(config: Config, wanted: string, { json }: ConfigOptions): void {
  const { name } = find(wanted);
  for (const setting of config.settings.filter((one) => one.name === name)) {
    print(json ? JSON.stringify(setting) : setting.value);
    if (setting.problem === null) continue;
    report(config, "red", "wrong", [setting.problem]);
    process.exitCode = EXIT.usage;
  }
}

function setOne(config: Config, wanted: string, value: string): void {
  const setting = find(wanted);
  const { name, variable, type } = setting;
  if (setting.environmentOnly)
    throw new UsageError(`${name} cannot stand in config.json, which lies there. Set ${variable} instead.`);
  if (type.parse(value) === undefined)
    throw new UsageError(`${name}: ${JSON.stringify(value)}: expected ${type.expected}. Nothing was changed.`);
  const file = edit(config, (text) => setKey(text, name, type.toJson(value)));
  print(`${name} is ${value} in ${file}. ${toEffect(config, name)}`);
}

function unsetOne(config: Config, wanted: string): void {
  const name = Object.hasOwn(REMOVED_SETTINGS, wanted) ? wanted : find(wanted).name;
  const file = edit(config, (text) => remove(text, [name]));
  print(`${name} is not in ${file}. ${toEffect(config, name)}`);
}

/** When a change takes effect, and what prevents it. */
function toEffect(config: Config, name: string): string {
  const own = config.settings.find((setting) => setting.name === name);
  if (own?.source === "environment") return `Here, ${own.variable} from the environment still wins.`;
  return "Open sessions keep the old value until they are restarted.";
}

/** Finds a setting by its name or its variable. */
function find(wanted: string): Setting {
  const found = ALL.find(({ name, variable }) => name === wanted || variable === wanted);
  if (found) return found;
  throw new UsageError(`There is no setting ${toLine(wanted)}. Settings: ${ALL.map(({ name }) => name).join(", ")}.`);
}

/**
 * Changes config.json in one step and keeps the rest of it. Throws where the file is not an object
 * of JSON.
 */
function edit({ stateDir, settings }: Config, change: (text: string) => string): string {
  const file = stateFiles(stateDir).config;
  const text = readTextFile(file) ?? "";
  const misplaced = settings.find(({ name }) => name === SETTINGS.stateDir.name)?.problem;
  const problem = misplaced ?? findSyntaxError(text || "{}", file)[0];
  if (problem) throw new UsageError(`Nothing was changed. ${problem}`);
  const value = parseJson(text, file);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${file} must hold an object such as {"port": 8788}. Mend or remove the file first.`);
  const changed = change(text.trim() === "" ? "{}\n" : text);
  if (changed === text) return file;
  prepareStateDir(stateDir);
  replaceFile(file, changed);
  chmodSync(realpathSync(file), 0o600);
  return file;
}

function renderTable(settings: readonly EffectiveSetting[], paint: ReturnType<typeof createPainter>): string {
  const rows = settings.map(({ name, value, source, problem, variable }) => ({
    cells: [name, toLine(value) || "(none)"],
    source: problem === null ? source : `default (wrong in ${source})`,
    variable,
  }));
  const widths = [0, 1].map((column) => Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)));
  const width = Math.max(...rows.map(({ source }) => source.length));
  return rows
    .map(({ cells, source, variable }) => {
      const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
      return `${line}  ${paint(source === "default" ? "dim" : "cyan", source.padEnd(width))}  ${paint("dim", variable)}`;
    })
    .join("\n");
}

/** Bun says that a JSON text is broken, but not where. */
function findSyntaxError(text: string, path: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch {
    // Broken: what follows says where.
  }
  try {
    parseJson(text, path);
    return [`${path}: comments and trailing commas are not allowed here`];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function report({ noColor }: Config, style: Style, label: string, lines: readonly string[]): void {
  const paint = createPainter(process.stderr.isTTY ?? false, noColor);
  for (const line of lines) process.stderr.write(`${paint(style, `${label}:`)} ${toLine(line)}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
