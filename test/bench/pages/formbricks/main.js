import { renderSurveyInline } from '@formbricks/surveys';
import { core } from '../../../../shared/pulse/question.ts';

/** The same five questions as a Formbricks survey in the page. */
const survey = {
  id: 'check-in',
  name: 'Check-in',
  type: 'web',
  status: 'inProgress',
  welcomeCard: { enabled: false },
  thankYouCard: { enabled: false },
  hiddenFields: { enabled: false },
  styling: null,
  questions: core.map((question) => ({
    id: question.id,
    type: 'multipleChoiceSingle',
    headline: question.text,
    required: false,
    shuffleOption: 'none',
    choices: question.options.map((text, i) => ({ id: String(i + 1), label: text })),
  })),
};
renderSurveyInline({ survey, containerId: 'check-in', brandColor: '#0B5D5B', isBrandingEnabled: false, onResponse() {}, onDisplay() {}, onClose() {} });
