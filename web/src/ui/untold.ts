/** On every box that is typed into here: the browser neither keeps what was typed, nor sends it away to be checked or finished by somebody else. */
export const untold = { autocomplete: 'off', spellcheck: false, writingsuggestions: 'false' } as const;
