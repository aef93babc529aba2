import 'survey-core/survey-core.fontless.min.css';
import { Model } from 'survey-core';
import { renderSurvey } from 'survey-js-ui';
import { core } from '../../../../shared/pulse/question.ts';

/** The same five questions, set up as SurveyJS' own guide does it for a page without a framework. */
const survey = new Model({
  elements: core.map((question) => ({
    type: 'radiogroup',
    name: question.id,
    title: question.text,
    choices: question.options.map((text, i) => ({ value: i + 1, text })),
  })),
});
renderSurvey(survey, document.getElementById('check-in'));
