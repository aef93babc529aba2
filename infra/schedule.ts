import { Duration } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Schedule as When, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke as Errand, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { Choice, Condition, DefinitionBody, Fail, JsonPath, Map as Each, StateMachine, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { calendarJobs } from '../shared/contract/identity/calendar.ts';
import type { cpdJobs } from '../shared/contract/identity/cpd.ts';
import type { protectedTimeJobs } from '../shared/contract/identity/protectedTime.ts';
import type { DueJob } from '../functions/identity/listDue.ts';

export interface ScheduleProps {
  jobs: ReadonlyMap<string, Lambda>;
}

/** Jobs that follow from each other, in order. A chain that stops does not stop the other one. */
export const chains = {
  prepare: ['makeClosingKey', 'prepareRound'],
  close: ['endIssuing', 'closeRound'],
  speak: ['makeSpeakKey', 'releaseMessages'],
} as const satisfies Readonly<Record<string, readonly DueJob['job'][]>>;

/** What goes outside, and what counts once a day, each by itself and of no round. One that fails is begun again five minutes later. */
export const errands = ['sendMail', 'readBusyFeeds', 'countProtectedTime', 'remindOfCpd', 'sendNotices'] as const satisfies readonly ('sendNotices' | keyof typeof calendarJobs | keyof typeof protectedTimeJobs | keyof typeof cpdJobs)[];

/**
 * The clock of the cloud. Every five minutes each chain asks what is due and runs it, one job after the other, each by name and
 * round alone. A job that fails ends the chain, and the next one begins again with it: no job needs what it knew.
 *
 *     every 5 min ─▶ listDue ─▶ [job, round]* ─▶ the job's own function
 */
export class Schedule extends Construct {
  constructor(scope: Construct, { jobs }: ScheduleProps) {
    super(scope, 'schedule');
    const run = (name: string): Lambda => {
      const found = jobs.get(name);
      if (found === undefined) throw new Error(`no function runs ${name}`);
      return found;
    };
    for (const [id, names] of Object.entries(chains)) {
      const chain = new Construct(this, id);
      const list = new LambdaInvoke(chain, 'ListDue', { lambdaFunction: run('listDue'), payload: TaskInput.fromObject({ jobs: names }), payloadResponseOnly: true });
      const which = new Choice(chain, 'Which');
      for (const name of names) {
        which.when(
          Condition.stringEquals('$.job', name),
          new LambdaInvoke(chain, name, { lambdaFunction: run(name), payload: TaskInput.fromObject({ round: JsonPath.numberAt('$.round') }), payloadResponseOnly: true }),
        );
      }
      which.otherwise(new Fail(chain, 'Unknown'));
      const each = new Each(chain, 'Each', { maxConcurrency: 1 }).itemProcessor(which);
      const machine = new StateMachine(chain, 'Chain', { definitionBody: DefinitionBody.fromChainable(list.next(each)), timeout: Duration.hours(2) });
      new When(chain, 'When', { schedule: ScheduleExpression.rate(Duration.minutes(5)), target: new StepFunctionsStartExecution(machine, { retryAttempts: 0 }) });
    }
    for (const name of errands) new When(this, name, { schedule: ScheduleExpression.rate(Duration.minutes(5)), target: new Errand(run(name), { retryAttempts: 0 }) });
  }
}
