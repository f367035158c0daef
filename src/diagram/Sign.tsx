// One of the diagram's signs, in the colour of the text around it.
import { ICONS, type IconName } from './icons.ts';

export function Sign({
  name,
  size,
  className,
}: {
  readonly name: IconName;
  readonly size: number;
  readonly className?: string | undefined;
}) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={STROKES[name] ?? 2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={ICONS[name]} fill={name === 'dot' ? 'currentColor' : 'none'} />
    </svg>
  );
}

const STROKES: Partial<Record<IconName, number>> = {
  check: 3,
  cross: 3,
  lock: 2.4,
  enter: 2.6,
  laptop: 1.8,
  rack: 1.8,
  seal: 1.8,
  mask: 1.8,
};
