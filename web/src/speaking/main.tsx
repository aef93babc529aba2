import { render } from 'solid-js/web';
import base from '../ui/base.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(base);
document.adoptedStyleSheets = [sheet];
const place = document.getElementById('more');
if (place === null) throw new Error('the document has a place for the page');
render(() => <h1>Headroom</h1>, place);
