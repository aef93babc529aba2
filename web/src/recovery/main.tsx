import { render } from 'solid-js/web';
import { age } from '../../../shared/crypto/age.ts';
import '../ui/base.css';
import '../ui/font.css';
import '../ui/app.css';
import { neverRestored } from '../ui/neverRestored.ts';
import { Join } from './join.tsx';
import './recovery.css';

/**
 * The page that joins two shares of the recovery key: a document of its own, whose policy lets it talk to nobody. It knows who is there from nowhere, keeps nothing, and
 * once it stands it asks for nothing.
 *
 *     /recovery#age1…   the newest recovery key of the public log, as the page that leads here has it: to say whether this is the one
 */
const place = document.getElementById('recovery');
if (place === null) throw new Error('the document has a place for the page');

neverRestored();
// What does not come now is fetched again when it is needed.
void age().catch(() => undefined);
render(() => <Join staticLogged={location.hash.slice(1)} />, place);
