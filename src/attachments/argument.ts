/** The argument `files` of the tools of both agents. */
import * as z from "zod";
import { MAX_ATTACHMENTS } from "../shared/constants";

export const Files = z
  .array(z.string().min(1, "expected a path").max(4096, "expected a path of at most 4096 characters"))
  .max(MAX_ATTACHMENTS, `expected at most ${MAX_ATTACHMENTS} files`);

/** How tools describe it. */
export const FILES_ARE =
  "Paths of files to attach, absolute or relative to your working directory: regular files of this project. The other side gets copies.";
