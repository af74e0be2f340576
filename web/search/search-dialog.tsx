import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { ClockContext } from "../state/contexts";
import { goTo, linkTo } from "../state/route";
import type { PageState } from "../state/state";
import type { Sought } from "../timeline/reveal";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { SearchFilters } from "./search-filters";
import { SearchHitLine } from "./search-hit-line";
import { type Filters, toTerms, useSearch } from "./use-search";

type Props = { state: PageState; onFound: (found: Sought) => void; onClose: () => void };

const LIST = "search-hits";
const NO_FILTERS: Filters = { who: "", where: "", since: "", has: "" };

/** Looks for messages as one types; Enter goes to the chosen one, in its conversation. */
export function SearchDialog({ state, onFound, onClose }: Props) {
  const clock = useContext(ClockContext);
  const [text, setText] = useState("");
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const { hits, more, partial, problem, asked, busy, loadMore } = useSearch(toTerms(text, filters, state, clock.now()));
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const current = Math.min(chosen, hits.length - 1);
  useEffect(() => setChosen(0), [asked]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
    if (more && hits.length > 0 && current >= hits.length - 3) loadMore();
  }, [current, hits.length]);

  const go = (index: number) => {
    const hit = hits[index];
    if (hit === undefined) return;
    onClose();
    const { conversation, id } = hit.message;
    onFound({ id, words: hit.excerpt.filter((part) => part.hit).map(({ text: word }) => word) });
    goTo(linkTo(conversation, id));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") setChosen(Math.min(hits.length - 1, current + 1));
    else if (event.key === "ArrowUp") setChosen(Math.max(0, current - 1));
    else if (event.key === "Enter") go(current);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog label="Search" class="search" heading={false} onClose={onClose}>
      <div class="search-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Search messages"
          aria-expanded={hits.length > 0}
          aria-controls={LIST}
          aria-activedescendant={hits.length > 0 ? `${LIST}-${current}` : undefined}
          aria-autocomplete="list"
          placeholder="Search all messages…"
          autocomplete="off"
          spellcheck={false}
          maxLength={500}
          autoFocus
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="quiet icon-button" aria-label="Close" title="Close (Esc)" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <SearchFilters filters={filters} state={state} onChange={setFilters} />
      <p class="search-state faint" role="status" data-testid="search-state">
        {problem ?? stateOf({ asked, busy, count: hits.length, more, partial })}
      </p>
      {asked && !busy && problem === null && hits.length === 0 && (
        <NothingFound text={text} filters={filters} onChange={setFilters} onText={setText} />
      )}
      <div ref={list} id={LIST} class="search-hits" role="listbox" aria-label="Messages found">
        {hits.map((hit, index) => (
          <SearchHitLine
            key={hit.message.id}
            id={`${LIST}-${index}`}
            hit={hit}
            state={state}
            now={clock.now()}
            selected={index === current}
            onPoint={() => setChosen(index)}
            onChoose={() => go(index)}
          />
        ))}
      </div>
    </Dialog>
  );
}

type Stand = { asked: boolean; busy: boolean; count: number; more: boolean; partial: boolean };

function stateOf({ asked, busy, count, more, partial }: Stand): string {
  if (!asked) return "Words, or “words in this order”. The last word may be unfinished.";
  if (busy && count === 0) return "Searching…";
  const found = count === 0 ? "Nothing found" : `${count}${more ? "+" : ""} found, newest first`;
  return partial ? `${found}. Older messages are still being indexed` : found;
}

type NothingProps = {
  text: string;
  filters: Filters;
  onChange: (filters: Filters) => void;
  onText: (text: string) => void;
};

/** What may help where nothing was found: fewer limits, fewer words. */
function NothingFound({ text, filters, onChange, onText }: NothingProps) {
  const isLimited = Object.values(filters).some((value) => value !== "");
  const words = text.replaceAll('"', " ").trim().split(/\s+/).filter(Boolean);
  const isPhrase = text.includes('"');
  return (
    <div class="search-help" data-testid="search-help">
      {isLimited && (
        <button type="button" class="button" onClick={() => onChange(NO_FILTERS)}>
          Search everything
        </button>
      )}
      {isPhrase && (
        <button type="button" class="button" onClick={() => onText(words.join(" "))}>
          The words in any order
        </button>
      )}
      {words.length > 1 &&
        words.slice(0, 4).map((word) => (
          <button key={word} type="button" class="button" onClick={() => onText(word)}>
            Only “{word}”
          </button>
        ))}
      <p class="faint">
        All words have to be in one message, from their beginnings: “retr” finds retry, “try” does not. Only the last
        word may be unfinished.
      </p>
    </div>
  );
}
