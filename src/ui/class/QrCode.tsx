// A text as a QR code (ISO/IEC 18004), dark on light in either theme, since readers expect it so.
import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import styles from './Class.module.css';

/** Modules of white around the code, as the standard wants them. */
const QUIET = 4;

export default function QrCode({ text }: { readonly text: string }) {
  const code = generate(text);
  const side = code.size + 2 * QUIET;
  return (
    <svg
      className={styles.code}
      role="img"
      aria-label="QR code of the class link"
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={toSvgPath(code)} fill="#000" />
    </svg>
  );
}
