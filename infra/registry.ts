import type { calendarJobs } from '../shared/contract/identity/calendar.ts';
import type { cpdJobs } from '../shared/contract/identity/cpd.ts';
import type { protectedTimeJobs } from '../shared/contract/identity/protectedTime.ts';
import type { JobName, RouteName } from '../shared/contract/contract.ts';
import type { Endpoint, Job } from '../functions/http/endpoint.ts';
import { appendToThread } from '../functions/anonymous/appendToThread.ts';
import { openThread } from '../functions/anonymous/openThread.ts';
import { readThread } from '../functions/anonymous/readThread.ts';
import { submitAnswer } from '../functions/anonymous/submitAnswer.ts';
import { addEvent } from '../functions/identity/addEvent.ts';
import { endIssuing } from '../functions/identity/endIssuing.ts';
import { giveAnswer } from '../functions/identity/giveAnswer.ts';
import { issueToken } from '../functions/identity/issueToken.ts';
import { listDue, type Wanted } from '../functions/identity/listDue.ts';
import { listGroups } from '../functions/identity/listGroups.ts';
import { prepareRound } from '../functions/identity/prepareRound.ts';
import { readAlarms } from '../functions/identity/readAlarms.ts';
import { readCohort } from '../functions/identity/readCohort.ts';
import { readGroup } from '../functions/identity/readGroup.ts';
import { readMe } from '../functions/identity/readMe.ts';
import { readReadingRoom } from '../functions/identity/readReadingRoom.ts';
import { confirmReaderKey } from '../functions/identity/confirmReaderKey.ts';
import { decideComment } from '../functions/identity/decideComment.ts';
import { listComments } from '../functions/identity/listComments.ts';
import { offerReaderKey } from '../functions/identity/offerReaderKey.ts';
import { readReview } from '../functions/identity/readReview.ts';
import { bookSessions } from '../functions/identity/bookSessions.ts';
import { changeSession } from '../functions/identity/changeSession.ts';
import { confirmSession } from '../functions/identity/confirmSession.ts';
import { findPeople } from '../functions/identity/findPeople.ts';
import { readTeams } from '../functions/identity/readTeams.ts';
import { findFreeTime } from '../functions/identity/findFreeTime.ts';
import { keepSession } from '../functions/identity/keepSession.ts';
import { makeFeed } from '../functions/identity/makeFeed.ts';
import { readBusyFeeds } from '../functions/identity/readBusyFeeds.ts';
import { readCalendars } from '../functions/identity/readCalendars.ts';
import { readFeed } from '../functions/identity/readFeed.ts';
import { revokeFeed } from '../functions/identity/revokeFeed.ts';
import { sendMail } from '../functions/identity/sendMail.ts';
import { setBusyFeed } from '../functions/identity/setBusyFeed.ts';
import { answerLostTime } from '../functions/identity/answerLostTime.ts';
import { readLostTime } from '../functions/identity/readLostTime.ts';
import { readLostTimeFigures } from '../functions/identity/readLostTimeFigures.ts';
import { reportLostTime } from '../functions/identity/reportLostTime.ts';
import { importRota } from '../functions/identity/importRota.ts';
import { changeRules } from '../functions/identity/changeRules.ts';
import { readRules } from '../functions/identity/readRules.ts';
import { readDuty } from '../functions/identity/readDuty.ts';
import { sayDuty } from '../functions/identity/sayDuty.ts';
import { countProtectedTime } from '../functions/identity/countProtectedTime.ts';
import { readProtectedTime } from '../functions/identity/readProtectedTime.ts';
import { readMyTime } from '../functions/identity/readMyTime.ts';
import { readWeek } from '../functions/identity/readWeek.ts';
import { remindOfCpd } from '../functions/identity/remindOfCpd.ts';
import { readCpd } from '../functions/identity/readCpd.ts';
import { saveCpdEntry } from '../functions/identity/saveCpdEntry.ts';
import { shareCpdEntry } from '../functions/identity/shareCpdEntry.ts';
import { savePractice } from '../functions/identity/savePractice.ts';
import { tickCpd } from '../functions/identity/tickCpd.ts';
import { editTemplate } from '../functions/identity/editTemplate.ts';
import { proposeAgreement } from '../functions/identity/proposeAgreement.ts';
import { readSupervision } from '../functions/identity/readSupervision.ts';
import { readTemplate } from '../functions/identity/readTemplate.ts';
import { saveRecord } from '../functions/identity/saveRecord.ts';
import { signAgreement } from '../functions/identity/signAgreement.ts';
import { signRecord } from '../functions/identity/signRecord.ts';
import { takeBackEvent } from '../functions/identity/takeBackEvent.ts';
import { endContactRequest } from '../functions/identity/endContactRequest.ts';
import { listContactRequests } from '../functions/identity/listContactRequests.ts';
import { listNames } from '../functions/identity/listNames.ts';
import { readContact } from '../functions/identity/readContact.ts';
import { requestContact } from '../functions/identity/requestContact.ts';
import { addToThread } from '../functions/identity/addToThread.ts';
import { confirmSpeakKey } from '../functions/identity/confirmSpeakKey.ts';
import { issueSpeakTokens } from '../functions/identity/issueSpeakTokens.ts';
import { makeSpeakKey } from '../functions/identity/makeSpeakKey.ts';
import { offerRecoveryKey } from '../functions/identity/offerRecoveryKey.ts';
import { offerSpeakKey } from '../functions/identity/offerSpeakKey.ts';
import { readInbox } from '../functions/identity/readInbox.ts';
import { renewSpeakKey } from '../functions/identity/renewSpeakKey.ts';
import { withdrawSpeakKey } from '../functions/identity/withdrawSpeakKey.ts';
import { nameDeputy } from '../functions/identity/nameDeputy.ts';
import { sendNotices } from '../functions/identity/sendNotices.ts';
import { readInboxThread } from '../functions/identity/readInboxThread.ts';
import { setReferrals } from '../functions/identity/setReferrals.ts';
import { setSpeakingTerms } from '../functions/identity/setSpeakingTerms.ts';
import { vouchForKey } from '../functions/identity/vouchForKey.ts';
import { closeRound } from '../functions/publishing/closeRound.ts';
import { makeClosingKey } from '../functions/publishing/makeClosingKey.ts';
import { readEntries } from '../functions/publishing/readEntries.ts';
import { readLog } from '../functions/publishing/readLog.ts';
import { readManifest } from '../functions/publishing/readManifest.ts';
import { readMarks } from '../functions/publishing/readMarks.ts';
import { readReferrals } from '../functions/publishing/readReferrals.ts';
import { readReaders } from '../functions/publishing/readReaders.ts';
import { readSpeakKey } from '../functions/publishing/readSpeakKey.ts';
import { readSpeakingFigures } from '../functions/publishing/readSpeakingFigures.ts';
import { releaseMessages } from '../functions/publishing/releaseMessages.ts';

/** Every route that is deployed, and what answers it. A row of the contract without a function does not compile. */
export const endpoints = {
  readMe, readCohort, issueToken, listGroups, readGroup, readReadingRoom, giveAnswer, addEvent, takeBackEvent, readAlarms,
  readReview, offerReaderKey, confirmReaderKey, decideComment, listComments,
  readMyTime, readWeek, readTeams, findPeople, findFreeTime, bookSessions, changeSession, confirmSession,
  reportLostTime, readLostTime, answerLostTime, readLostTimeFigures, readProtectedTime,
  readDuty, sayDuty, importRota, readRules, changeRules,
  readTemplate, editTemplate, proposeAgreement, readSupervision, saveRecord, signAgreement, signRecord,
  readCpd, saveCpdEntry, shareCpdEntry, tickCpd, savePractice,
  readCalendars, makeFeed, revokeFeed, readFeed, setBusyFeed, keepSession,
  requestContact, readContact, listContactRequests, endContactRequest, listNames,
  issueSpeakTokens, readInbox, readInboxThread, addToThread, offerSpeakKey, confirmSpeakKey, vouchForKey, renewSpeakKey, withdrawSpeakKey, nameDeputy, offerRecoveryKey, setReferrals, setSpeakingTerms,
  submitAnswer, openThread, appendToThread, readThread,
  readLog, readManifest, readEntries, readMarks, readSpeakKey, readReaders, readReferrals, readSpeakingFigures,
} satisfies { [N in Exclude<RouteName, 'moveClock'>]: Endpoint<N> };

export const jobFunctions = { sendMail, readBusyFeeds, countProtectedTime, remindOfCpd, sendNotices, listDue, makeClosingKey, prepareRound, endIssuing, closeRound, makeSpeakKey, releaseMessages } satisfies { [N in JobName]: Job<N, N extends 'listDue' ? Wanted : N extends 'sendNotices' | keyof typeof calendarJobs | keyof typeof protectedTimeJobs | keyof typeof cpdJobs ? unknown : { round: number }> };
