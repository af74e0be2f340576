import type { ComponentChild, FunctionComponent } from "preact";
import { Component, createElement } from "preact";

/**
 * A component that renders again only when one of its props is another value. Preact keeps this in
 * `preact/compat`, which would bring the rest of React's surface with it.
 */
export function memo<P extends object>(render: FunctionComponent<P>) {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const now: Readonly<P> = this.props;
      for (const key in next) if (now[key] !== next[key]) return true;
      for (const key in now) if (!(key in next)) return true;
      return false;
    }

    override render(): ComponentChild {
      return createElement(render, this.props);
    }
  };
}
