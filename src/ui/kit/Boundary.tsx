// Keeps a fault of one part of the page from taking the others with it.
import { Component, type ReactNode } from 'react';
import { Banner } from './Banner.tsx';

interface Props {
  /** What failed, as the beginning of a sentence. */
  readonly name: string;
  readonly children: ReactNode;
}

export class Boundary extends Component<Props, { readonly problem: string | null }> {
  override state = { problem: null };

  static getDerivedStateFromError(error: unknown) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <Banner tone="failure" action={{ label: 'Try again', run: () => this.setState({ problem: null }) }}>
        {this.props.name} could not be shown: {problem}
      </Banner>
    );
  }
}
