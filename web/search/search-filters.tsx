import { toRail } from "../rail/rail-model";
import type { PageState } from "../state/state";
import type { Filters } from "./use-search";

type Props = { filters: Filters; state: PageState; onChange: (filters: Filters) => void };

type Choice = readonly [value: string, word: string];

const WHO: readonly Choice[] = [
  ["", "Anyone"],
  ["claude", "Claude"],
  ["codex", "Codex"],
  ["user", "You"],
];
const SINCE: readonly Choice[] = [
  ["", "Any time"],
  ["1", "Last 24 hours"],
  ["7", "Last 7 days"],
  ["30", "Last 30 days"],
];
const HAS: readonly Choice[] = [
  ["", "Any content"],
  ["code", "With code"],
  ["diff", "With a diff"],
  ["file", "With a file"],
];

export function SearchFilters({ filters, state, onChange }: Props) {
  const projects = toRail(state, []).map(({ root, name }): Choice => [root, name]);
  const where: Choice[] = [
    ["", "Everywhere"],
    ...(state.view === null ? [] : [["here", "This conversation"] as const]),
    ...projects,
  ];
  const rows: readonly [keyof Filters, string, readonly Choice[]][] = [
    ["who", "Who", WHO],
    ["where", "Where", where],
    ["since", "When", SINCE],
    ["has", "Content", HAS],
  ];
  return (
    <div class="search-filters">
      {rows.map(([name, label, choices]) => (
        <select
          key={name}
          aria-label={label}
          class={filters[name] === "" ? undefined : "chosen"}
          value={filters[name]}
          onChange={(event) => onChange({ ...filters, [name]: event.currentTarget.value })}
        >
          {choices.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      ))}
    </div>
  );
}
