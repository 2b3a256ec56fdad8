// Executes state machines in one process, for as long as its input lasts; one JSON object on a line, both ways.
// In:  {do:'start', id, machine, definition, input, context, scale}   an execution; waits and retries take `scale` times as long
//      {do:'answer', call, result} or {do:'answer', call, error, cause}
//      {do:'abort', id}
// Out: {ready:true}
//      {task:{call, id, state, resource, parameters}}   what a Task asks; an answer is awaited
//      {seen:{id, kind, state, index}}                  kind: entered, caught, retried; index: which Catch or Retry
//      {ended:{id, status, output, error, cause}}       status: SUCCEEDED, FAILED, TIMED_OUT, ABORTED
'use strict';

const readline = require('node:readline');
const { StateMachine } = require('aws-local-stepfunctions');

const MOST_BYTES = 262144; // of what is passed between states; source: Step Functions quotas, 2026-11
const FOREVER_SECONDS = 2000000; // a Task without TimeoutSeconds; the executor's default is a minute, that of AWS is 3 years
const say = (message) => process.stdout.write(JSON.stringify(message) + '\n');

class TaskError extends Error {
  constructor(name, cause) {
    super(cause);
    this.name = name;
  }
}

const calls = new Map();
let lastCall = 0;
function ask(id, state, resource, parameters) {
  const call = ++lastCall;
  say({ task: { call, id, state, resource, parameters } });
  return new Promise((resolve, reject) => calls.set(call, { resolve, reject }));
}

function answer({ call, result, error, cause }) {
  const { resolve, reject } = calls.get(call);
  calls.delete(call);
  if (error !== undefined) reject(new TaskError(error, cause ?? ''));
  else if (Buffer.byteLength(JSON.stringify(result)) > MOST_BYTES) reject(new TaskError('States.DataLimitExceeded', `The result has more than ${MOST_BYTES} bytes.`));
  else resolve(result);
}

const sleep = (seconds) => new Promise((done) => setTimeout(done, Math.max(0, seconds * 1000)));

// Waits become Tasks of ours, because the executor takes only fixed times in place of theirs.
function waitSeconds(state, input) {
  const at = (path) => path.slice(2).split('.').reduce((value, name) => value?.[name], input);
  const until = (text) => (Date.parse(text) - Date.now()) / 1000;
  if (state.Seconds !== undefined) return state.Seconds;
  const asked = state.SecondsPath ? at(state.SecondsPath) : state.TimestampPath ? at(state.TimestampPath) : state.Timestamp;
  if (state.SecondsPath && (!Number.isInteger(asked) || asked < 0)) throw new TaskError('States.Runtime', `${state.SecondsPath} is ${JSON.stringify(asked)}; a Wait takes a whole number of seconds, 0 or more.`);
  if (!state.SecondsPath && Number.isNaN(Date.parse(asked))) throw new TaskError('States.Runtime', `${JSON.stringify(asked)} is no timestamp.`);
  return state.SecondsPath ? asked : until(asked);
}

function* statesOf(machine) {
  for (const [name, state] of Object.entries(machine.States)) {
    yield [name, state];
    const nested = [...(state.Branches ?? []), state.ItemProcessor, state.Iterator].filter(Boolean);
    for (const inner of nested) yield* statesOf(inner);
  }
}

function prepare(definition, id, scale, handlers, retries) {
  for (const [name, state] of statesOf(definition)) {
    if (state.Retry) retries[name] = state.Retry.map((retry) => ownDelay(retry, scale));
    if (state.Type === 'Wait') {
      const wait = { ...state };
      for (const key of ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']) delete state[key];
      Object.assign(state, { Type: 'Task', Resource: 'wait', TimeoutSeconds: FOREVER_SECONDS });
      handlers[name] = async (input) => { await sleep(waitSeconds(wait, input) * scale); return input; };
    } else if (state.Type === 'Task') {
      if (!state.TimeoutSeconds && !state.TimeoutSecondsPath) state.TimeoutSeconds = FOREVER_SECONDS;
      handlers[name] = (parameters) => ask(id, name, state.Resource, parameters);
    }
  }
}

// At full scale the executor computes delays itself, with their growth; else a fixed one, scaled, stands for all.
const ownDelay = (retry, scale) => (scale === 1 ? -1 : (retry.IntervalSeconds ?? 1) * 1000 * scale);

async function watch(id, log, definition) {
  const states = Object.fromEntries(statesOf(definition));
  const indexOf = (list, one) => list.findIndex((each) => JSON.stringify(each) === JSON.stringify(one));
  for await (const event of log) {
    const state = event.state?.name;
    if (event.type === 'StateEntered') say({ seen: { id, kind: 'entered', state, index: 0 } });
    if (event.type === 'StateCaught') say({ seen: { id, kind: 'caught', state, index: indexOf(states[state].Catch, event.catch.catcher) } });
    if (event.type === 'StateRetried') say({ seen: { id, kind: 'retried', state, index: indexOf(states[state].Retry, event.retry.retrier) } });
  }
}

const executions = new Map();
async function start({ id, definition, input, context, scale }) {
  const [handlers, retries] = [{}, {}];
  try {
    prepare(definition, id, scale, handlers, retries);
    const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
    const run = machine.run(input, {
      context: { ...context, State: { get EnteredTime() { return new Date().toISOString(); } } },
      overrides: { taskResourceLocalHandlers: handlers, retryIntervalOverrides: retries },
    });
    executions.set(id, run);
    const watched = watch(id, run.eventLogs, definition);
    try {
      const output = await run.result;
      await watched;
      say({ ended: { id, status: 'SUCCEEDED', output } });
    } catch (error) {
      await Promise.race([watched, sleep(1)]);
      const status = error.name === 'ExecutionTimeoutError' ? 'TIMED_OUT' : error.name === 'ExecutionAbortedError' ? 'ABORTED' : 'FAILED';
      const cause = error.cause ?? error;
      say({ ended: { id, status, error: cause.name, cause: cause.message } });
    }
  } catch (error) {
    say({ ended: { id, status: 'FAILED', error: 'States.Runtime', cause: String(error.stack) } });
  } finally {
    executions.delete(id);
  }
}

const commands = { start, answer, abort: ({ id }) => executions.get(id)?.abort() };
const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const command = JSON.parse(line);
  commands[command.do](command);
});
lines.on('close', () => process.exit(0));
process.on('unhandledRejection', () => {}); // a branch that was aborted; its execution's end tells
say({ ready: true });
