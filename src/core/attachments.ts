/** Attachments in the domain: to which message a file belongs, and how long it stays. */
import type { NewAttachment, SharedAttachment } from "../shared/calls/envelope";
import type { Clock } from "../shared/clock";
import type { FileLimits } from "../shared/config";
import { toMessage } from "../shared/errors";
import { createLimiter } from "../shared/limiter";
import type { Log } from "../shared/log";
import { files as refusals } from "../shared/refusals";
import type { AttachmentView } from "../shared/views";
import type { Store } from "../store/store";
import type { SteadyTime } from "./steady-time";

/** What no message has taken after this time is nobody's. */
const UNUSED_MS = 3_600_000;
/** A file is left alone for this long, however full the folder is: somebody may be reading it. */
const FRESH_MS = 3_600_000;
const BATCH = 50;
/** Uploads that are read at once: what each holds in memory adds up. */
const READ_AT_ONCE = 4;
const MAX_WAITING = 60;

/** Where the content lies. */
export interface FileStore {
  pathOf(file: { id: string; name: string }): string;
  /**
   * A file that a sender names, as it really is. Throws a BridgeError where it is not what the
   * sender says.
   */
  inspect(file: NewAttachment): NewAttachment;
  /**
   * Takes in what comes; `onBytes` is called before each part is kept and throws where it is too
   * much.
   */
  receive(name: string, content: AsyncIterable<Uint8Array>, onBytes: (total: number) => void): Promise<NewAttachment>;
  remove(id: string): void;
  list(): Promise<{ id: string; madeAt: number }[]>;
}

export interface Files {
  /**
   * The files as they really are. Throws where a message cannot have them. To be asked inside a
   * commit.
   */
  check(files: readonly NewAttachment[] | undefined): readonly NewAttachment[];
  /** Gives checked files to a message that was just stored, in the same commit. */
  add(message: string, files: readonly NewAttachment[]): void;
  /** The same for files that a person has uploaded. */
  checkUploads(ids: readonly string[] | undefined): void;
  addUploads(message: string, ids: readonly string[] | undefined): void;
  /** As the message's receiver gets them. */
  of(message: string): SharedAttachment[];
  /** Takes in a file, when it is its turn: `content` is not asked for anything before. */
  upload(name: string, content: AsyncIterable<Uint8Array>): Promise<AttachmentView>;
  /**
   * An attachment and where it lies; null where there is none. Throws `not_found` where it was
   * removed.
   */
  find(id: string): { file: AttachmentView; path: string } | null;
  /**
   * Removes what nobody has taken, what is too old, and the oldest while the folder is too large.
   */
  tidy(): Promise<void>;
}

export interface FileDeps {
  store: Store;
  clock: Clock;
  steadyTime: SteadyTime;
  log: Log;
  fileStore: FileStore;
  limits: FileLimits;
}

const NONE: readonly NewAttachment[] = [];

export function createFiles({ store, clock, steadyTime, log, fileStore, limits }: FileDeps): Files {
  const takeTurn = createLimiter({ running: READ_AT_ONCE, waiting: MAX_WAITING });

  function checkSize(sizes: readonly number[]): void {
    if (sizes.some((bytes) => bytes > limits.bytes)) throw refusals.fileTooLarge(limits.bytes);
    if (sizes.reduce((sum, bytes) => sum + bytes, 0) > limits.messageBytes) {
      throw refusals.filesTooLarge(limits.messageBytes);
    }
  }

  function checkUnique(ids: readonly string[]): void {
    if (new Set(ids).size < ids.length) throw refusals.twice();
  }

  async function removeOlder(before: number, limit: number): Promise<number> {
    const ids = await store.commit(() => store.attachments.remove(before, limit, clock.now()));
    for (const id of ids) fileStore.remove(id);
    return ids.length;
  }

  async function makeRoom(): Promise<void> {
    while (store.attachments.totalBytes() > limits.folderBytes && (await removeOlder(steadyTime() - FRESH_MS, 1)) > 0);
  }

  function makeRoomSoon(): void {
    makeRoom().catch((error: unknown) => log.warn(`attachments: ${toMessage(error)}`));
  }

  async function receive(name: string, content: AsyncIterable<Uint8Array>): Promise<AttachmentView> {
    await makeRoom();
    if (store.attachments.totalBytes() >= limits.folderBytes) {
      throw refusals.folderFull();
    }
    const file = await fileStore.receive(name, content, (bytes) => checkSize([bytes]));
    await store.commit(() => store.attachments.insert({ ...file, message: null, position: 0, createdAt: clock.now() }));
    return file;
  }

  return {
    check(files = NONE) {
      if (files.length === 0) return NONE;
      checkSize(files.map(({ bytes }) => bytes));
      checkUnique(files.map(({ id }) => id));
      return files.map((file) => {
        if (store.attachments.find(file.id)) throw refusals.usedBefore(file.id);
        return fileStore.inspect(file);
      });
    },

    add(message, files) {
      files.forEach(({ id, name, type, bytes }, position) => {
        store.attachments.insert({ id, message, position, name, type, bytes, createdAt: clock.now() });
      });
      if (files.length > 0) makeRoomSoon();
    },

    checkUploads(ids = []) {
      if (ids.length === 0) return;
      checkUnique(ids);
      const rows = ids.map((id) => {
        const row = store.attachments.find(id);
        if (!row) {
          throw refusals.unknown(id);
        }
        if (row.message !== null) throw refusals.usedBefore(id);
        return row;
      });
      checkSize(rows.map(({ bytes }) => bytes));
    },

    addUploads(message, ids = []) {
      ids.forEach((id, position) => {
        if (!store.attachments.claim(id, message, position)) throw new Error(`upload ${id} was taken meanwhile`);
      });
      if (ids.length > 0) makeRoomSoon();
    },

    of: (message) =>
      store.attachments
        .ofMessage(message)
        .filter(({ removedAt }) => typeof removedAt !== "number")
        .map(({ id, name, bytes, type }) => ({ name, bytes, type, path: fileStore.pathOf({ id, name }) })),

    async upload(name, content) {
      const arriving = takeTurn(() => receive(name, content));
      if (arriving) return arriving;
      const most = READ_AT_ONCE + MAX_WAITING;
      throw refusals.tooManyArriving(most);
    },

    find(id) {
      const row = store.attachments.find(id);
      if (!row) return null;
      const { message: _, removedAt, ...file } = row;
      if (removedAt !== null) {
        throw refusals.removed();
      }
      return { file, path: fileStore.pathOf(file) };
    },

    async tidy() {
      const now = steadyTime();
      await store.commit(() => store.attachments.forgetUnused(now - UNUSED_MS));
      if (Number.isFinite(limits.keepMs)) while ((await removeOlder(now - limits.keepMs, BATCH)) === BATCH);
      await makeRoom();
      for (const { id, madeAt } of await fileStore.list()) {
        const row = store.attachments.find(id);
        // No row: the message was forgotten, or never came. A copy that was just made is for one
        // that is on its way.
        if (row ? row.removedAt !== null : madeAt < now - UNUSED_MS) fileStore.remove(id);
      }
    },
  };
}

const NOWHERE = () => {
  throw refusals.none();
};

/** For a bridge without a state directory. */
export const NO_FILE_STORE: FileStore = {
  pathOf: NOWHERE,
  inspect: NOWHERE,
  receive: NOWHERE,
  remove: () => {},
  list: async () => [],
};
