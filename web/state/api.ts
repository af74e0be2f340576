/** The bridge's HTTP API, as far as the page uses it. */
import type {
  Conversation,
  GateAction,
  Gated,
  GlobalGateAction,
  GloballyGated,
  HeldAction,
  HeldList,
  HistoryPage,
  Say,
  SearchResult,
  Status,
} from "../../src/shared/api";
import type { ConversationView, MessageView } from "../../src/shared/views";
import { createUpload, type Upload } from "../composer/upload";
import { createHttp } from "./http";

/** Where in the history a page of it lies: before or after a `seq`, or around a message. */
export type Place = { before: number } | { after: number } | { around: string };

export type ExportFormat = "markdown" | "html";

/** The address's form of SearchQuery; what is left out is not asked for. */
export type SearchTerms = {
  q: string;
  who?: string | undefined;
  project?: string | undefined;
  conversation?: string | undefined;
  since?: number | undefined;
  has?: string | undefined;
  before?: number | undefined;
};

export type Api = {
  /** Messages of one conversation, or of all, oldest first; without a place the newest. */
  history(place: Place | null, limit: number, conversation: string | null): Promise<HistoryPage>;
  /** The content of an attachment. */
  file(id: string): Promise<Blob>;
  upload: Upload;
  /** One message with its whole text. */
  message(id: string): Promise<MessageView>;
  say(say: Say): Promise<MessageView>;
  /** Lets go what the loop guard holds. */
  resume(): Promise<void>;
  conversation(id: string): Promise<ConversationView>;
  rename(conversation: string, title: string): Promise<void>;
  /** A person has read a conversation up to this place. */
  read(conversation: string, seq: number): Promise<void>;
  /** What comes after this place is to count as unread again. */
  unread(conversation: string, seq: number): Promise<void>;
  /** How many messages it let through. */
  gate(conversation: string, action: GateAction["action"]): Promise<number>;
  gateAll(action: GlobalGateAction["action"]): Promise<number>;
  held(): Promise<MessageView[]>;
  decide(id: string, action: HeldAction): Promise<MessageView>;
  search(terms: SearchTerms, signal: AbortSignal): Promise<SearchResult>;
  export(conversation: string, format: ExportFormat): Promise<Blob>;
  status(): Promise<Status>;
};

export function createApi(key: string): Api {
  const { get, post, blob } = createHttp(key);
  const at = (conversation: string) => `/api/conversations/${encodeURIComponent(conversation)}`;
  return {
    history: (place, limit, conversation) =>
      get(`/api/messages?${query({ limit, ...place, conversation: conversation ?? undefined })}`),
    file: (id) => blob(`/api/files/${encodeURIComponent(id)}`),
    upload: createUpload(key),
    message: async (id) => (await get<{ message: MessageView }>(`/api/messages/${encodeURIComponent(id)}`)).message,
    say: async (say) => (await post<{ message: MessageView }>("/api/messages", say)).message,
    resume: () => post("/api/resume", {}),
    conversation: async (id) => (await get<Conversation>(at(id))).conversation,
    rename: (conversation, title) => post<Conversation>(`${at(conversation)}/title`, { title }).then(() => {}),
    read: (conversation, seq) => post<Conversation>(`${at(conversation)}/read`, { seq }).then(() => {}),
    unread: (conversation, seq) => post<Conversation>(`${at(conversation)}/read`, { seq, back: true }).then(() => {}),
    gate: async (conversation, action) => (await post<Gated>(`${at(conversation)}/gate`, { action })).messages,
    gateAll: async (action) => (await post<GloballyGated>("/api/gate", { action })).messages,
    held: async () => (await get<HeldList>("/api/held")).messages,
    decide: async (id, action) =>
      (await post<{ message: MessageView }>(`/api/held/${encodeURIComponent(id)}`, action)).message,
    search: (terms, signal) => get(`/api/search?${query(terms)}`, signal),
    export: (conversation, format) => blob(`${at(conversation)}/export?${query({ format })}`),
    status: () => get("/api/status"),
  };
}

function query(values: Readonly<Record<string, string | number | undefined>>): URLSearchParams {
  const given = Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}
