/** The command line itself was wrong: ends with exit code 2. */
import { BridgeError } from "../errors";

export class UsageError extends BridgeError {
  constructor(message: string) {
    super("bad_request", message);
  }
}
