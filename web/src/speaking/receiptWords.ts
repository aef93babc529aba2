/** What to do with the seven words, beside them in both languages, on the screen, on paper and in the file. */
export interface Instructions {
  heading: string;
  list: readonly string[];
}

export const instructions: Readonly<Record<'en-GB' | 'cy', Instructions>> = {
  'en-GB': {
    heading: 'What these words are for',
    list: [
      'Keep them where nobody else looks: on paper at home, or in a password manager of your own. Not in your work mail or on a work device.',
      'To read an answer, open the page where you wrote, choose “I have seven words” and type them in this order.',
      'Look from tomorrow morning on. Before that nothing opens.',
      'Nobody can give them to you again.',
    ],
  },
  // A draft: no speaker of Welsh has read it yet.
  'cy': {
    heading: 'Beth yw diben y geiriau hyn (drafft)',
    list: [
      'Cadwch nhw lle nad oes neb arall yn edrych: ar bapur gartref, neu mewn rheolwr cyfrineiriau eich hun. Nid yn eich e-bost gwaith nac ar ddyfais waith.',
      'I ddarllen ateb, agorwch y dudalen lle’r ysgrifennoch chi, dewiswch “I have seven words” a theipiwch y geiriau yn y drefn hon.',
      'Edrychwch o bore yfory ymlaen. Cyn hynny does dim yn agor.',
      'Ni all neb eu rhoi i chi eto.',
    ],
  },
};

/** The file: its name says nothing, and neither does its first line. */
export const fileName = 'notes.txt';
export const fileText = (receipt: string): string =>
  [receipt, '', ...Object.values(instructions).flatMap(({ heading, list }) => [heading, ...list.map((line) => `- ${line}`), ''])].join('\n');
