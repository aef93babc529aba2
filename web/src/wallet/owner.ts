/** Whose rounds this tab is about. Set by the sign-in, read by the check-in; a tab of its own, opened from a bookmark, has none. */
const place = 'headroom/owner';

export const rememberOwner = (owner: string): void => sessionStorage.setItem(place, owner);
export const rememberedOwner = (): string | null => sessionStorage.getItem(place);
