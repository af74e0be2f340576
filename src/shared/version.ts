/** The version of this program, kept in one place: package.json. */
import { version } from "../../package.json";

export const VERSION: string = version;
