/**
 * Numbers that every phone in the United Kingdom can ring: with the area code, from + on where it is abroad, or one of the short ones (999, 111, 116 123). A
 * number without its area code rings somebody else from a mobile.
 */
const dialled = /^(?:0[1-9]\d{6,9}|\+(?!440)\d{8,15}|1\d\d|999|116\d{3})$/;

export const isPhone = (typed: string): boolean => /^[+\d ()-]{3,24}$/.test(typed.trim()) && dialled.test(toDial(typed));

/** As a phone rings it. */
export const toDial = (typed: string): string => typed.replaceAll(/[^+\d]/g, '');
