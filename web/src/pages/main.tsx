import { Route, Router } from '@solidjs/router';
import { lazy } from 'solid-js';
import { render } from 'solid-js/web';
import '../ui/base.css';
import '../ui/font.css';
import '../ui/app.css';
import { keepFocus } from '../ui/keptFocus.ts';
import { neverRestored } from '../ui/neverRestored.ts';
import { Frame } from './frame.tsx';

/** The app: every page but the check-in, the one to write on without a name and the one that joins shares, which are documents of their own. Each page’s code comes when it is opened. */
const Start = lazy(() => import('./start/start.tsx'));
const Group = lazy(() => import('./group/group.tsx'));
const ReadingRoom = lazy(() => import('./readingRoom/readingRoom.tsx'));
const Review = lazy(() => import('./review/review.tsx'));
const Rounds = lazy(() => import('./rounds/rounds.tsx'));
const HowThisWorks = lazy(() => import('./howThisWorks/howThisWorks.tsx'));
const Time = lazy(() => import('./time/time.tsx'));
const Cpd = lazy(() => import('./cpd/cpd.tsx'));
const Supervision = lazy(() => import('./supervision/supervision.tsx'));
const Template = lazy(() => import('./supervision/template.tsx'));
const Week = lazy(() => import('./week/week.tsx'));
const LostTime = lazy(() => import('./lostTime/lostTime.tsx'));
const ProtectedTime = lazy(() => import('./protectedTime/protectedTime.tsx'));
const Contact = lazy(() => import('./contact/contact.tsx'));
const Inbox = lazy(() => import('./inbox/inbox.tsx'));
const Rules = lazy(() => import('./rules/rules.tsx'));
const Numbers = lazy(() => import('./numbers/numbers.tsx'));
const SigningIn = lazy(() => import('./signingIn.tsx'));
const NotFound = lazy(() => import('./notFound.tsx'));

const place = document.getElementById('app');
if (place === null) throw new Error('the document has a place for the app');

neverRestored();
keepFocus();
render(
  () => (
    <Router root={Frame}>
      <Route path="/" component={Start} />
      <Route path="/groups/:group" component={Group} />
      <Route path="/reading-room" component={ReadingRoom} />
      <Route path="/review" component={Review} />
      <Route path="/rounds" component={Rounds} />
      <Route path="/time" component={Time} />
      <Route path="/cpd/:person?" component={Cpd} />
      <Route path="/supervision/:person?" component={Supervision} />
      <Route path="/supervision-template" component={Template} />
      <Route path="/week/:team?/:monday?" component={Week} />
      <Route path="/lost-time" component={LostTime} />
      <Route path="/protected-time" component={ProtectedTime} />
      <Route path="/rules" component={Rules} />
      <Route path="/inbox" component={Inbox} />
      <Route path="/numbers" component={Numbers} />
      <Route path="/contact-requests" component={Contact} />
      <Route path="/how-this-works" component={HowThisWorks} />
      <Route path="/signed-in" component={SigningIn} />
      <Route path="*" component={NotFound} />
    </Router>
  ),
  place,
);
