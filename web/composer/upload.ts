/**
 * Sends one file to the bridge. XMLHttpRequest, because fetch does not tell how much of a body has
 * gone out.
 */
import type { Uploaded } from "../../src/shared/api";
import type { AttachmentView } from "../../src/shared/views";
import { Refusal, refusalOf, unreachable } from "../state/http";

/**
 * `onProgress` gets the share that has been sent, 0 to 1. An aborted upload never settles anything:
 * nobody waits.
 */
export type Upload = (file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<AttachmentView>;

export function createUpload(key: string): Upload {
  return (file, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", `/api/files?${new URLSearchParams({ name: file.name || "pasted" })}`);
      request.setRequestHeader("authorization", `Bearer ${key}`);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
      request.onload = () => {
        if (request.status !== 201) return reject(refusalOf(request.status, request.response));
        const uploaded = request.response as Uploaded | null;
        if (uploaded === null) return reject(new Refusal("http", "The bridge took the file and did not say its id."));
        resolve(uploaded.file);
      };
      request.onerror = () => reject(unreachable());
      signal.addEventListener("abort", () => request.abort(), { once: true });
      request.send(file);
    });
}
