import { CopyButton } from "../ui/copy-button";

/** A name and its value; `id` values are shown as code and can be copied. */
export type Fact = readonly [name: string, value: string, as?: "id"];

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value, as]) => (
        <div key={name} class="fact">
          <dt>{name}</dt>
          <dd>
            {as === "id" ? <code>{value}</code> : <bdi>{value}</bdi>}
            {as === "id" && <CopyButton text={value} label={`Copy: ${name}`} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
