import { Component, type ReactNode } from "react";
import { Banner } from "@/ui";
import { words } from "./words";

/** A broken example says so in its frame; the rest of the page stays. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error }: { error: Error | null } = this.state;
    if (error === null) return this.props.children;
    return (
      <Banner tone="bad" title={words.broken}>
        {words.brokenMore}
      </Banner>
    );
  }
}
