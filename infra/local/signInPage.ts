import type { Person, TeamOfHouse } from '../../functions/identity/people.ts';
import type { Role } from '../../shared/contract/route.ts';

/** The embedded provider’s own pages: plain HTML, styles in one file of its own so that the policy can stay strict. */
export interface Choice {
  people: readonly Person[];
  teams: readonly TeamOfHouse[];
  organisation: string;
  beginWith: ReadonlySet<string>;
  hint: string | null;
  /** Ties the form to the sign-in that asked for it. */
  once: string;
  styles: string;
}

/** In the order a visitor looks for them, each with what this person comes here for. */
const rolesInOrder = [
  ['practitioner', 'Practitioners', 'check in, and see what their team said'],
  ['manager', 'Team managers', 'check in too, and read their team’s picture'],
  ['executive', 'Executives', 'read every team’s picture'],
  ['principal', 'Principal social worker', 'looks after protected time; reviews comments'],
  ['guardian', 'Guardian', 'listens, outside the line; reviews comments'],
  ['reviewer', 'Reviewers', 'read comments before anyone else does'],
  ['steward', 'Steward', 'looks after Headroom, and moves the demo’s clock'],
] as const satisfies readonly (readonly [Role, string, string])[];

/** Everyone once, under the role that says most about them. */
const chief: readonly Role[] = ['steward', 'guardian', 'principal', 'executive', 'manager', 'reviewer', 'practitioner'];
export const chiefRole = (roles: readonly Role[]): Role => chief.find((r) => roles.includes(r)) ?? 'practitioner';

/** `first` come first; else by name. */
export function byRole(people: readonly Person[], first: ReadonlySet<string>): { role: Role; title: string; does: string; people: Person[] }[] {
  const groups = Map.groupBy(people, (p) => chiefRole(p.roles));
  return rolesInOrder.flatMap(([role, title, does]) => {
    const there = groups.get(role) ?? [];
    return there.length === 0 ? [] : [{ role, title, does, people: there.toSorted((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)) || a.name.localeCompare(b.name, 'en-GB')) }];
  });
}

/** How many practitioners stand above the list of everyone. */
const suggestions = 6;

export function choicePage({ people, teams, organisation, beginWith, hint, once, styles }: Choice): string {
  const teamOf = new Map(teams.map((t) => [t.id, t.name]));
  const button = (p: Person) => `<li><button name="person" value="${escaped(p.id)}">${escaped(p.name)}</button></li>`;
  const list = (them: readonly Person[]) => `<ul>${them.map(button).join('')}</ul>`;
  const inTeams = (them: readonly Person[]) =>
    [...Map.groupBy(them, (p) => teamOf.get(p.team ?? '') ?? 'No team')]
      .toSorted(([a], [b]) => a.localeCompare(b, 'en-GB'))
      .map(([team, there]) => `<details><summary>${escaped(team)} <span>${there.length}</span></summary>${list(there)}</details>`)
      .join('');
  const practitioners = (them: readonly Person[]): string => {
    const some = them.filter((p) => beginWith.has(p.id)).slice(0, suggestions);
    return some.length === 0 ? inTeams(them) : `${list(some)}<p class="others">Or anyone else, by team. Most of them have checked in already.</p>${inTeams(them.filter((p) => !some.includes(p)))}`;
  };
  const groups = byRole(people, beginWith).map(
    ({ role, title, does, people: them }) => `<section><h2>${escaped(title)}</h2><p>${escaped(does)}</p>${role === 'practitioner' ? practitioners(them) : list(them)}</section>`,
  );
  const nobody = '<p>Nobody has been added yet, so nobody can sign in.</p>';
  return page(
    'Sign in',
    styles,
    `<h1>Who are you today?</h1>
<p class="lead">This is a demonstration${organisation === '' ? '' : ` of ${escaped(organisation)}`}. <strong>There is no password:</strong> choose a name and you are that person. Nobody here is real.${hint === null ? '' : ` ${escaped(hint)}`}</p>
<form method="post"><input type="hidden" name="once" value="${escaped(once)}">${groups.length === 0 ? nobody : groups.join('')}
<p><button class="quiet" name="person" value="">Go back without signing in</button></p></form>`,
  );
}

/** The provider’s own form is inside; it has to have a button of ours. */
export const signOutPage = (form: string, styles: string): string =>
  page('Sign out', styles, `<h1>Sign out of Headroom?</h1>${form}<p><button name="logout" value="yes" form="op.logoutForm">Sign out</button> <button class="quiet" form="op.logoutForm">Stay signed in</button></p>`);

/** Posts the provider’s form by itself: whoever may walk away now must not have to be asked again. */
export const leaving = { script: 'document.forms[0].submit()' } as const;
export const leavingPage = (form: string, styles: string): string =>
  page('Signing out', styles, `<h1>Signing out …</h1>${form.replace('</form>', '<input type="hidden" name="logout" value="yes"><noscript><button>Sign out</button></noscript></form>')}<script>${leaving.script}</script>`);

export const signedOutPage = (home: string, styles: string): string =>
  page('Signed out', styles, `<h1>You are signed out.</h1><p><a href="${escaped(home)}">Open Headroom again</a></p>`);

export const troublePage = (home: string, styles: string): string =>
  page('Sign in again', styles, `<h1>This sign-in did not work.</h1><p>It may have been open for too long, or in another window. Nothing you did was lost.</p><p><a href="${escaped(home)}">Start again</a></p>`);

const page = (title: string, styles: string, body: string): string => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} · Headroom</title><link rel="stylesheet" href="${escaped(styles)}"></head>
<body><main>${body}</main></body></html>`;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (c) => escapes[c] ?? c);

export const pageStyles = `@font-face{font-family:"Atkinson Hyperlegible Next";src:url(sign-in.woff2) format("woff2");font-weight:200 800;font-display:swap}
:root{color-scheme:light dark;--paper:#FBFAF7;--ink:#1F2A2E;--teal:#0B5D5B;--line:#d8d5cc;--raised:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#141a1c;--ink:#edf0ee;--teal:#7fd0cb;--line:#3a4548;--raised:#1c2427}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.5 "Atkinson Hyperlegible Next",Verdana,sans-serif}
main{max-width:44rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.15rem;margin:2rem 0 0}
p{margin:.25rem 0 .75rem}
.lead{margin-bottom:1.5rem}
.others{margin:1rem 0}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.5rem;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr))}
button{font:inherit;min-height:44px;width:100%;padding:.5rem .9rem;text-align:left;color:var(--teal);background:var(--raised);border:1px solid var(--line);border-radius:8px;cursor:pointer}
button:hover{border-color:var(--teal)}
button:focus-visible,summary:focus-visible,a:focus-visible{outline:3px solid var(--teal);outline-offset:2px}
button.quiet{width:auto;background:none;margin-top:1.5rem}
details{border-top:1px solid var(--line)}
details ul{padding:0 0 1rem}
summary{min-height:44px;padding:.6rem 0;cursor:pointer}
summary span{font-variant-numeric:tabular-nums}
a{color:var(--teal)}
`;
