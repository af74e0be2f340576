/**
 * `bun run bench`: measures the bridge against the shape of the first public bridges and against a
 * floor. See docs/performance.md.
 */
import { Command } from "commander";
import { held } from "./measures/held";
import { history } from "./measures/history";
import type { Measure } from "./measures/measure";
import { memory } from "./measures/memory";
import { page } from "./measures/page";
import { pageTexts } from "./measures/page-texts";
import { roundTrip } from "./measures/round-trip";
import { start } from "./measures/start";
import { takeover } from "./measures/takeover";
import { throughput } from "./measures/throughput";
import { describeMachine, isMet, type Section, toTable } from "./report";

const MEASURES: readonly Measure[] = [start, roundTrip, throughput, memory, held, history, takeover, page, pageTexts];

const program = new Command("bench")
  .description("Measures the bridge in its installed form, in turns with a plain pair of SDK programs and a floor.")
  .option("--quick", "less than a minute, with coarser numbers", false)
  .option("--json", "results as JSON on stdout", false)
  .option("--only <names>", `only these, by comma: ${MEASURES.map(({ name }) => name).join(", ")}`)
  .parse();

const { quick, json, only } = program.opts<{ quick: boolean; json: boolean; only?: string }>();
const names = only?.split(",").map((name) => name.trim());
const unknown = names?.filter((name) => !MEASURES.some((measure) => measure.name === name)) ?? [];
if (unknown.length > 0)
  program.error(`--only: no measurement ${unknown.join(", ")}. Known: ${MEASURES.map(({ name }) => name).join(", ")}.`);

const live = process.stderr.isTTY;
const progress = (text: string) => live && process.stderr.write(`\r\x1b[2K${text}`);
const colour = process.stdout.isTTY && !process.env.NO_COLOR;

const machine = describeMachine();
if (!json)
  console.log(
    `Codex Bridge ${machine.bridge}, Bun ${machine.bun}, ${machine.system}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB\n`,
  );
const sections: Section[] = [];
for (const measure of MEASURES.filter(({ name }) => names?.includes(name) ?? true)) {
  const section = await measure.run({ quick, progress });
  progress("");
  sections.push(section);
  if (!json) console.log(`${toTable(section, colour)}\n`);
}
if (json) {
  const judged = sections.map(({ title, rows }) => ({ title, rows: rows.map((row) => ({ ...row, met: isMet(row) })) }));
  console.log(JSON.stringify({ machine, quick, at: new Date().toISOString(), sections: judged }, null, 2));
}
