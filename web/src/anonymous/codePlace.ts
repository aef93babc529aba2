/** Where the code of a hand-over waits in this tab, off the address bar, until its token has been taken in. */
export const codePlace = 'headroom/code';
