// Keeps a fault of one part of the page from taking the others with it.
import { Component, type ReactNode } from 'react';
import { errorText, messageOf } from '../../workers/problem.ts';
import { Banner } from './Banner.tsx';
import { loadAnew } from './later.tsx';

interface Props {
  /** What failed, as the beginning of a sentence. */
  readonly name: string;
  readonly children: ReactNode;
  /** Another value tries again: what is shown now is another thing. */
  readonly of?: string | number | boolean;
  readonly onDismiss?: () => void;
}

export class Boundary extends Component<Props, { readonly problem: string | null }> {
  override state = { problem: null };

  constructor(props: Props) {
    super(props);
    // Whoever comes back to a part tries again to load it.
    loadAnew();
  }

  static getDerivedStateFromError(error: unknown) {
    return { problem: messageOf(error) };
  }

  override componentDidUpdate(before: Props) {
    if (before.of !== this.props.of && this.state.problem !== null) this.again();
  }

  again() {
    loadAnew();
    this.setState({ problem: null });
  }

  override render() {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    const { name, onDismiss } = this.props;
    return (
      <Banner
        tone="failure"
        action={{ label: 'Try again', run: () => this.again() }}
        {...(onDismiss === undefined ? {} : { onDismiss })}
      >
        {name} could not be shown. {errorText(problem)}
      </Banner>
    );
  }
}
