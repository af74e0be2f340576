/** What the parts of the domain of runs share. */
import type { Clock } from "../../shared/clock";
import type { Log } from "../../shared/log";
import type { Store } from "../../store/store";
import type { Schedule } from "../schedule";
import type { Transact } from "../transaction";
import type { Deadlines } from "./deadlines";
import type { RunEngine } from "./engine";

export interface RunParts {
  store: Pick<Store, "runs">;
  transact: Transact;
  clock: Clock;
  log: Log;
  schedule: Schedule;
  deadlines: Deadlines;
  /** Loads the engine with its first use. */
  engine(): Promise<RunEngine>;
  /** Runs that a call of the engine is about now. */
  busy: Set<string>;
  /** Those of them that are to be reconciled after it. */
  again: Set<string>;
  /** This host has ended: what it left half done is for the next one. */
  isClosed(): boolean;
}
