/** `archlint explore` as a user runs it: on a design that fails in one way, on one that does not, and used wrongly. */
import assert from 'node:assert/strict';
import { mermaidSequence } from '../diagram/mermaid.ts';
import { archlint, folderWith, textIn } from './run.ts';

const failing = `system shop {
  event OrderPlaced { key orderId critical }
  actor Shopper { calls Ordering.place }
  service Ordering : aws.lambda { serves place { sends OrderPlaced to Sales } }
  queue Sales : aws.sqs { dead-letters to Parked after 5 attempts }
  queue Parked : aws.sqs { alarm }
  service Statistics : aws.lambda { on OrderPlaced from Sales { increments Totals } }
  store Totals : aws.dynamodb
}
`;
const sound = failing.replace('increments Totals', 'puts Totals');
/** Two flows. */
const several = sound.replace('system shop {', 'system shop {\n  actor Robot { calls Ordering.place }');

interface Step {
  readonly text: string;
  readonly element: string;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
  readonly fault: string | null;
  readonly times?: number;
  readonly breaks?: boolean;
}

interface Report {
  readonly faults: number;
  readonly flows: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly complete: boolean;
    readonly states: number;
    readonly effects: number;
    readonly counterexamples: readonly { readonly promise: string; readonly faults: readonly string[]; readonly steps: readonly Step[] }[];
    readonly happyPath: readonly Step[];
  }[];
  readonly unreachable: readonly unknown[];
}

async function report(folder: string, ...words: readonly string[]): Promise<Report> {
  const { out, err } = await archlint(folder, ['explore', ...words, '--format', 'json']);
  assert.equal(err, '');
  return JSON.parse(out) as Report;
}

describe('archlint explore', () => {
  const folder = folderWith({
    'failing.arch': failing,
    'sound/sound.arch': sound,
    'several/several.arch': several,
    'empty/empty.arch': '',
  });

  it('tells for programs what breaks, step by step, with places', async () => {
    const { flows, faults } = await report(folder, 'failing.arch');
    assert.equal(faults, 1);
    assert.equal(flows.length, 1);
    const [flow] = flows;
    assert.equal(flow?.name, 'Shopper calls Ordering.place');
    assert.equal(flow?.verdict, 'broken');
    assert.equal(flow?.complete, true);
    assert.ok((flow?.states ?? 0) > 1);
    const found = flow?.counterexamples.find(({ promise }) => promise === 'effect-once');
    assert.ok(found);
    assert.equal(found.faults.length, 1);
    assert.deepEqual(
      found.steps.map(({ fault }) => fault).filter((fault) => fault !== null),
      found.faults,
    );
    const last = found.steps.at(-1);
    assert.deepEqual(
      [last?.breaks, last?.times, last?.element, last?.file, last?.range.start.line],
      [true, 2, 'shop.Statistics', 'failing.arch', 7],
    );
    assert.ok(found.steps.every(({ text, file }) => /^\p{L}.*\.$/u.test(text) && file === 'failing.arch'));
    assert.ok((flow?.happyPath.length ?? 0) > 3);
  });

  it('ends with 1 when a promise is broken, and with 0 when none is', async () => {
    assert.equal((await archlint(folder, ['explore', 'failing.arch'])).status, 1);
    assert.equal((await archlint(folder, ['explore', 'sound'])).status, 0);
    assert.equal((await archlint(folder, ['explore', 'failing.arch', '--format', 'json'])).status, 1);
  });

  it('tells people the shortest run, with the code and where each step is written', async () => {
    const { out } = await archlint(folder, ['explore', 'failing.arch']);
    assert.match(
      out,
      /^Shopper calls Ordering\.place {2}failing\.arch:3:\d+\n {2}one way to fail with one fault \(\w+ effects, \d+ states\)\n/,
    );
    assert.match(
      out,
      /\n {2}✗ Effect once is broken: increments Totals took place twice for one OrderPlaced\.\n {4}failing\.arch:7:\d+ {2}Statistics {2}non-idempotent-consumer\n/,
    );
    assert.match(out, /\n {4}7 \| {3}service Statistics.*\n +\| +\^+\n/);
    assert.match(out, /\n {4}1 {2}Shopper calls Ordering\.place\. {2}failing\.arch:3\n/);
    assert.match(out, /\n {2}↯ \d {2}\w[\w ]*: .* {2}failing\.arch:7\n/);
    assert.match(out, /\n {2}✗ \d {2}Statistics increments Totals.* \(×2\) {2}failing\.arch:7\n/);
    assert.match(out, /\nOne flow: it fails in one way with one fault\.\n$/);
    assert.ok(!out.includes('\u001b'));
  });

  it('says that a design holds', async () => {
    const { out } = await archlint(folder, ['explore', 'several']);
    assert.match(out, /\n {2}survives any one fault \(/);
    assert.match(out, /\nTwo flows: all hold under one fault\.\n$/);
    assert.match((await archlint(folder, ['explore', 'sound', '--faults', '0'])).out, /One flow: it holds under no fault at all\./);
    assert.match((await archlint(folder, ['explore', 'empty'])).out, /^Nothing begins here\.\n$/m);
  });

  it('is coloured on request only', async () => {
    const { out } = await archlint(folder, ['explore', 'failing.arch'], { FORCE_COLOR: '1' });
    assert.ok(out.includes('\u001b[31m'));
  });

  it('explores one flow, whatever its name’s case', async () => {
    const { flows } = await report(folder, 'several', '--flow', 'robot calls ordering.PLACE');
    assert.deepEqual(
      flows.map(({ name }) => name),
      ['Robot calls Ordering.place'],
    );
  });

  it('draws a run, and the one without a fault', async () => {
    const svg = (await archlint(folder, ['explore', 'failing.arch', '--format', 'svg'])).out;
    assert.match(svg, /^<svg .*aria-label="(?:OrderPlaced delivered twice|Statistics crashes): sequence diagram"/);
    assert.match(svg, /Effect once is broken/);
    const happy = (await archlint(folder, ['explore', 'failing.arch', '--format', 'svg', '--run', 'happy', '--theme', 'dark'])).out;
    assert.match(happy, /aria-label="Shopper calls Ordering\.place: sequence diagram"/);
    assert.match(happy, /#1F1F1F/);
    assert.doesNotMatch(happy, /is broken/);
  });

  it('writes the format that the file’s name ends in', async () => {
    assert.equal((await archlint(folder, ['explore', 'failing.arch', '--output=run.svg', '--animated'])).status, 1);
    assert.match(textIn(folder, 'run.svg'), /@keyframes/);
    await archlint(folder, ['explore', 'failing.arch', '-o', 'run.mmd']);
    assert.match(textIn(folder, 'run.mmd'), /^---\ntitle: ".*"\n---\nsequenceDiagram\n/);
    await archlint(folder, ['explore', 'failing.arch', '--out', 'run.json']);
    assert.equal((JSON.parse(textIn(folder, 'run.json')) as Report).flows.length, 1);
  });

  it('tells the happy path where nothing breaks', async () => {
    const { out, status } = await archlint(folder, ['explore', 'sound', '--format', 'mermaid']);
    assert.equal(status, 0);
    assert.match(out, /title: "Shopper calls Ordering\.place"/);
    assert.deepEqual((await mermaidSequence(out)).participants.slice(0, 2), ['Shopper', 'Ordering']);
  });

  it('draws a run that breaks a promise as Mermaid reads it', async () => {
    const { out } = await archlint(folder, ['explore', 'failing.arch', '--format', 'mermaid']);
    const { lines } = await mermaidSequence(out);
    const struck = lines.findIndex(({ text }) => text.startsWith('⚡ '));
    const broken = lines.findIndex(({ text }) => /increments Totals.*×2 ❌$/.test(text));
    assert.ok(struck > 0 && broken > struck, out);
    assert.match(lines.at(-1)?.text ?? '', /^Effect once is broken: /);
  });

  it('finds more with two faults, never less', async () => {
    const [one, two] = await Promise.all([report(folder, 'failing.arch'), report(folder, 'failing.arch', '--faults', '2')]);
    const promises = ({ flows }: Report): readonly string[] =>
      flows.flatMap(({ counterexamples }) => counterexamples.map(({ promise }) => promise));
    for (const promise of promises(one)) assert.ok(promises(two).includes(promise));
  });

  const wrong: readonly (readonly [words: readonly string[], message: RegExp])[] = [
    [[], /needs a file or a folder/],
    [['failing.arch', 'sound'], /one file or folder at a time/],
    [['missing.arch'], /Cannot read missing\.arch: there is no such file/],
    [['several', '--flow', 'Shopper'], /There is no flow "Shopper"\. Did you mean "Shopper calls Ordering\.place"\?/],
    [['several', '--flow', 'place'], /Did you mean "Robot calls Ordering\.place" or "Shopper calls Ordering\.place"\?/],
    [['several', '--flow', 'Shoper calls Ordering.place'], /Did you mean "Shopper calls Ordering\.place"\?/],
    [['several', '--flow', 'xyz'], /There is no flow "xyz"\. There are "Robot calls Ordering\.place" or "Shopper/],
    [['empty', '--flow', 'x'], /nothing begins in this design/],
    [['empty', '--format', 'svg'], /nothing begins in this design/],
    [['failing.arch', '--faults', '3'], /takes 0, 1 or 2, not 3/],
    [['failing.arch', '--faults', 'many'], /takes a whole number/],
    [['failing.arch', '--format', 'pdf'], /takes text, json, mermaid or svg, not "pdf"/],
    [['failing.arch', '--run', '7', '--format', 'svg'], /There is no run 7: there \w+ \w+/],
    [['sound', '--run', '1', '--format', 'svg'], /There is no run 1: no promise is broken/],
    [['failing.arch', '--run', '1'], /--run goes with/],
    [['failing.arch', '--animated'], /--animated goes with/],
    [['failing.arch', '--theme', 'dark'], /--theme goes with/],
    [['failing.arch', '--theme', 'blue', '--format', 'svg'], /takes light, dark or hc/],
    [['failing.arch', '--out', 'nowhere/run.svg'], /Cannot write nowhere\/run\.svg/],
    [['failing.arch', '--flo', 'x'], /no option --flo\. Did you mean --flow\?/],
  ];
  for (const [words, message] of wrong) {
    it(`refuses \`${['explore', ...words].join(' ')}\``, async () => {
      const { status, err, out } = await archlint(folder, ['explore', ...words]);
      assert.equal(status, 2);
      assert.equal(out, '');
      assert.match(err, message);
      assert.equal(err.trimEnd().split('\n').length, 1);
    });
  }

  it('explains itself', async () => {
    const { out, status } = await archlint(folder, ['explore', '--help']);
    assert.equal(status, 0);
    assert.match(out, /^Usage: archlint explore PATH/);
    assert.match((await archlint(folder, ['--help'])).out, /\n {2}explore PATH /);
  });
});
