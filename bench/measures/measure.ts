/** What every measurement gets and gives. */
import type { Section } from "../report";

export interface Scale {
  /** True for a run of less than a minute, whose numbers are coarser. */
  quick: boolean;
  /** Says on what it is at work. */
  progress(text: string): void;
}

export interface Measure {
  name: string;
  run(scale: Scale): Promise<Section>;
}
