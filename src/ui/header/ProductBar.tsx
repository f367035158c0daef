// The first bar, the same in every place: the places, search, and what concerns the whole page. Which of its parts are seen
// at which width is the style sheet's: the HTML is drawn before anybody knows the window.
import { ChevronDown, Download, Ellipsis } from 'lucide-react';
import { SearchBox } from '../search/SearchBox.tsx';
import { Button } from '../shared/Button.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { usePlaces } from '../usePlaces.tsx';
import { Brand } from './Brand.tsx';
import { CopyLink } from './CopyLink.tsx';
import type { LinkOf } from './linkOf.ts';
import { PlaceAnchor } from './PlaceAnchor.tsx';
import styles from './ProductBar.module.css';

export function ProductBar({ linkOf }: { readonly linkOf: LinkOf }) {
  const { places, here } = usePlaces();
  const overlay = useLab((lab) => lab.overlay);
  const setOverlay = useLab((lab) => lab.setOverlay);
  const exportAll = useCommand('export');
  const help = useCommand('help');
  const atLab = here === 'lab';
  return (
    <div className={styles.bar}>
      <Brand />
      <nav aria-label="Places" className={styles.places}>
        {places.map((place) => (
          <PlaceAnchor key={place.key} place={place} />
        ))}
      </nav>
      <span className={styles.menu}>
        <Button
          tone="quiet"
          aria-haspopup="dialog"
          aria-expanded={overlay === 'places'}
          onClick={() => setOverlay('places')}
        >
          <VisuallyHidden>Places: </VisuallyHidden>
          {places.find(({ key }) => key === here)?.label ?? 'Go to'}
          <ChevronDown size={15} aria-hidden />
        </Button>
      </span>
      <div className={styles.search}>
        <SearchBox />
      </div>
      <div className={styles.actions}>
        {atLab && (
          <>
            <span className={styles.export}>
              <Button
                icon={Download}
                tone="quiet"
                data-tip={exportAll.label}
                shortcut={exportAll.keys[0]}
                aria-haspopup="dialog"
                disabled={!exportAll.enabled}
                onClick={exportAll.run}
              >
                Export
              </Button>
            </span>
            <span className={styles.share}>
              <CopyLink linkOf={linkOf} />
            </span>
          </>
        )}
        <span className={styles.own}>
          <Button tone="quiet" aria-haspopup="dialog" onClick={() => setOverlay('settings')}>
            Settings
          </Button>
          <Button tone="quiet" data-tip={help.label} shortcut={help.keys[0]} aria-haspopup="dialog" onClick={help.run}>
            Help
          </Button>
        </span>
        <span className={styles.more}>
          <Button
            tone="quiet"
            aria-haspopup="dialog"
            aria-expanded={overlay === 'more'}
            onClick={() => setOverlay('more')}
          >
            <span>More</span>
            <ChevronDown size={15} aria-hidden />
            <Ellipsis size={17} aria-hidden />
          </Button>
        </span>
      </div>
    </div>
  );
}
