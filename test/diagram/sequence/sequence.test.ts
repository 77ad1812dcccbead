/** Geometry of sequence diagrams as laws, their texts, and that documents are well made. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { grow, overlap } from '../../../diagram/layout/geometry.ts';
import { barsOf } from '../../../diagram/sequence/bars.ts';
import { drawSequence, renderSequence } from '../../../diagram/sequence/document.ts';
import { sequenceMarkdown, sequenceMermaid, sequenceOf } from '../../../diagram/sequence/index.ts';
import { layoutSequence, type PlacedText, type SequenceLayout } from '../../../diagram/sequence/layout.ts';
import type { Sequence, SequenceStep } from '../../../diagram/sequence/run.ts';
import { measure } from '../../../diagram/text/measure.ts';
import { chargedTwice, deliveredTwice, happy, longNames, type Row, samples, stepsOf } from './runs.ts';

interface Thing {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Everything of a row that must not lie on anything else. */
function thingsOf({ rows }: SequenceLayout): Thing[] {
  return rows.flatMap(({ index, labels, notes, faultName, bolt, count }) => {
    const named = (text: PlacedText): Thing => ({ ...text.box, name: `"${text.text}" of step ${index + 1}` });
    return [
      ...[...labels, ...notes, ...(faultName ? [faultName] : [])].map(named),
      ...(bolt ? [{ x: bolt.x - 10, y: bolt.y - 10, width: 20, height: 20, name: `the bolt of step ${index + 1}` }] : []),
      ...(count ? [{ x: count.x, y: count.y, width: count.width, height: count.height, name: `the count of step ${index + 1}` }] : []),
    ];
  });
}

/** @returns a sentence for each law that a layout breaks. */
function brokenLaws(layout: SequenceLayout): string[] {
  const broken: string[] = [];
  const things = thingsOf(layout);
  for (const [index, a] of things.entries()) {
    if (a.x < 24 || a.x + a.width > layout.width + 0.5 || a.y < 0 || a.y + a.height > layout.height) broken.push(`${a.name} is cut off`);
    for (const b of things.slice(index + 1)) if (overlap(a, b, 0.6)) broken.push(`${a.name} overlaps ${b.name}`);
    for (const { bar, ...box } of layout.bars) {
      // A bolt strikes the bar that it ends.
      if (!a.name.startsWith('the bolt') && overlap(a, box, 0.6)) broken.push(`${a.name} overlaps the bar of column ${bar.column}`);
    }
  }
  for (const { index, points, labels, notes } of layout.rows) {
    const [start, end] = [points[0], points.at(-1)];
    if (!start || !end || points.length > 2) continue;
    const [low, high] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
    for (const { box, text } of [...labels, ...notes]) {
      if (box.x < low - 0.5 || box.x + box.width > high + 0.5) broken.push(`"${text}" of step ${index + 1} leaves its line`);
    }
  }
  for (const [index, head] of layout.heads.entries()) {
    for (const other of layout.heads.slice(index + 1))
      if (overlap(grow(head, 2), other)) broken.push(`${head.node.name} overlaps ${other.node.name}`);
    if (head.x < 0 || head.x + head.width > layout.width) broken.push(`${head.node.name} is cut off`);
  }
  return broken;
}

/** Sequences as no explorer would tell them: any step between any columns. */
const words = fc.constantFrom(
  'place',
  'OrderPlaced',
  'increments the revenue of a day',
  'ThisIsAVeryLongNameOfAMessageThatIsHardToPlace',
  'x',
);
const step = (columns: number): fc.Arbitrary<SequenceStep> =>
  fc
    .record({
      kind: fc.constantFrom('call', 'answer', 'message', 'access', 'acknowledge', 'event'),
      from: fc.nat(columns - 1),
      to: fc.nat(columns - 1),
      label: words,
      note: fc.option(fc.constantFrom('1st delivery', 'a note that is rather long for a note'), { nil: undefined }),
      text: fc.constant('It happens.'),
      source: fc.constant(deliveredTwice.run.steps[0]?.source ?? never()),
      reads: fc.boolean(),
      route: fc.constantFrom(undefined, 'subscription' as const, 'dead-letter' as const),
      fault: fc.option(fc.constantFrom('duplicate', 'lost-reply', 'drop', 'instance-loss'), { nil: undefined, freq: 6 }),
      failed: fc.boolean(),
      times: fc.option(fc.constantFrom(1, 2, 12), { nil: undefined }),
      breaks: fc.boolean(),
      about: fc.constant('service' as const),
    })
    .map((made) => (made.kind === 'event' ? { ...made, to: made.from } : made));

const randomSequences: fc.Arbitrary<Sequence> = fc.integer({ min: 1, max: 9 }).chain((columns) =>
  fc
    .record({
      steps: fc.array(step(columns), { minLength: 1, maxLength: 14 }),
      kinds: fc.array(fc.constantFrom('service', 'queue', 'store', 'actor', 'external', 'topic', 'stream'), {
        minLength: columns,
        maxLength: columns,
      }),
      activations: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 14, maxLength: 14 }),
    })
    .map(
      ({ steps, kinds, activations }): Sequence => ({
        title: 'A run',
        subtitle: 'Of a test.',
        participants: kinds.map((kind, index) => ({
          id: `e${index}`,
          name: index % 3 === 2 ? `AnElementWithALongName${index}` : `E${index}`,
          kind,
          parking: false,
        })),
        steps,
        bars: barsOf(
          steps.map(({ kind, from, to }, index) => ({ kind, from, to, activation: activations[index], owner: from })),
          () => true,
        ),
        restsOn: [],
      }),
    ),
);

function never(): never {
  throw new Error('no sample');
}

describe('sequence diagrams', () => {
  for (const { name, design, run } of samples) {
    for (const density of ['roomy', 'panel'] as const) {
      it(`${name}, ${density}: nothing overlaps, nothing is cut`, () => {
        assert.deepEqual(brokenLaws(layoutSequence(sequenceOf(design, run), density)), []);
      });
    }
  }

  it('so it is of any run', () => {
    fc.assert(
      fc.property(randomSequences, fc.constantFrom('roomy' as const, 'panel' as const), (sequence, density) => {
        assert.deepEqual(brokenLaws(layoutSequence(sequence, density)), []);
      }),
      { numRuns: 300, seed: 20_261_125 },
    );
  });

  it('begin with who acts first, and leave out stores that the story is not about when there are many columns', () => {
    const { participants, steps } = sequenceOf(deliveredTwice.design, deliveredTwice.run);
    assert.deepEqual(
      participants.map(({ name }) => name),
      ['Shopper', 'Shop', 'Orders', 'Revenue', 'Statistics', 'Sales'],
    );
    assert.deepEqual([steps[1]?.kind, steps[1]?.from, steps[1]?.to, steps[1]?.about], ['event', 1, 1, 'store']);
    assert.ok(sequenceOf(happy.design, happy.run).participants.some(({ name }) => name === 'Shipments'));
  });

  it('have a bar from what causes an activity to its last step', () => {
    const { bars } = sequenceOf(deliveredTwice.design, deliveredTwice.run);
    assert.deepEqual(bars, [
      { column: 1, first: 0, last: 3, level: 0 },
      { column: 4, first: 5, last: 7, level: 0 },
      { column: 4, first: 8, last: 10, level: 0 },
    ]);
  });

  it('set runs of one element beside each other that overlap', () => {
    const { bars } = sequenceOf(chargedTwice.design, chargedTwice.run);
    assert.deepEqual(
      bars.map(({ level }) => level),
      [0, 1, 1, 0],
    );
  });

  it('tint the rows from the first fault on', () => {
    const { band, rows } = layoutSequence(sequenceOf(deliveredTwice.design, deliveredTwice.run), 'roomy');
    assert.deepEqual(
      rows.map(({ struck }) => struck),
      rows.map((_, index) => index >= 8),
    );
    assert.ok(band && band.y < (rows[8]?.y ?? 0) && band.y > (rows[7]?.y ?? 0) && band.y + band.height > (rows[10]?.y ?? 0));
    assert.equal(layoutSequence(sequenceOf(happy.design, happy.run), 'roomy').band, undefined);
  });

  const headings: readonly (readonly [sample: (typeof samples)[number], title: string, subtitle: string])[] = [
    [
      deliveredTwice,
      'OrderPlaced delivered twice',
      'The shortest run that breaks a promise: one fault, eleven steps. Shopper calls Shop.place.',
    ],
    [
      chargedTwice,
      'The answer of Bank is lost, then Payments crashes',
      'The shortest run that breaks a promise: two faults, ten steps. Payments handles ChargeCard.',
    ],
    [happy, 'Shopper calls Shop.place', 'The run without a fault: three steps.'],
  ];
  for (const [{ design, run }, title, subtitle] of headings) {
    it(`are headed by what strikes: ${title}`, () => {
      const sequence = sequenceOf(design, run);
      assert.deepEqual([sequence.title, sequence.subtitle], [title, subtitle]);
    });
  }

  it('are headed by what is lost: an instance, or what is kept elsewhere', () => {
    const { design, run } = happy;
    const headed = (label: string): string => {
      const rows: readonly Row[] = [['event', 'Shop', 'Shop', label, { fault: 'instance-loss', breaks: true }]];
      return sequenceOf(design, { ...run, steps: stepsOf(design, rows), broken: { promise: 'state-kept', text: 'Gone.' } }).title;
    };
    assert.deepEqual([headed('instance lost'), headed('node lost')], ['An instance of Shop is lost', 'What Shop keeps is lost']);
  });

  it('say which promise broke, and what that rests on, within their width', () => {
    for (const { design, run } of samples) {
      const svg = renderSequence(sequenceOf(design, run), { theme: 'light', mode: 'export', embedFonts: false });
      const width = Number(/width="([\d.]+)"/.exec(svg)?.[1]);
      for (const [, x, size, weight = '400', anchor, text = ''] of svg.matchAll(
        /<text x="([\d.]+)" y="[\d.]+" font-size="([\d.]+)"(?: font-weight="(\d+)")?[^>]*?(?:text-anchor="(\w+)")?>([^<]*)</g,
      )) {
        if (anchor) continue;
        const font = { size: Number(size), weight: Number(weight) as 400 | 500 | 600 };
        assert.ok(Number(x) + measure(text, font) <= width, `${text} leaves the picture`);
      }
    }
    const svg = renderSequence(sequenceOf(deliveredTwice.design, deliveredTwice.run), {
      theme: 'light',
      mode: 'export',
      embedFonts: false,
    });
    assert.match(svg, />Effect once is broken</);
    assert.match(svg, />It rests on defaults: aws\.sqs delivers at least once\.</);
  });

  it('say where their rows are', () => {
    const drawn = drawSequence(sequenceOf(deliveredTwice.design, deliveredTwice.run), { theme: 'dark', mode: 'editor', density: 'panel' });
    assert.equal(drawn.rows.length, 11);
    assert.ok(drawn.rows.every(({ y }) => y > drawn.headsBottom && y < drawn.height));
    assert.equal(drawn.elements[0], 'idempotency.Shopper');
    assert.equal([...drawn.svg.matchAll(/data-step="/g)].length, 11);
    assert.match(drawn.svg, /var\(--vscode-archlint-faultFill, #38251C\)/);
    assert.doesNotMatch(drawn.svg, /<style/);
  });

  it('are well-formed documents without script and without anything from outside', () => {
    for (const { design, run } of samples) {
      for (const animated of [false, true]) {
        const svg = renderSequence(sequenceOf(design, run), { theme: 'hc', mode: 'export', animated });
        assert.match(svg, /^<svg [\s\S]*<\/svg>$/);
        assert.doesNotMatch(svg, /<script|href=|url\((?!data:)/);
        assert.equal([...svg.matchAll(/<g\b/g)].length, [...svg.matchAll(/<\/g>/g)].length);
      }
    }
  });

  it('move only where motion is wanted, and end with everything in sight', () => {
    const svg = renderSequence(sequenceOf(deliveredTwice.design, deliveredTwice.run), { theme: 'light', mode: 'export', animated: true });
    const style = /<style>([\s\S]*)<\/style>/.exec(svg)?.[1] ?? '';
    const motion = style.slice(style.indexOf('@media (prefers-reduced-motion:no-preference){'));
    assert.doesNotMatch(style.slice(0, style.length - motion.length), /animation/);
    for (let index = 0; index < 11; index++)
      assert.match(motion, new RegExp(`@keyframes s${index}\\{0%,[\\d.]+%\\{opacity:0\\.1\\}[\\d.]+%,100%\\{opacity:1\\}\\}`));
    const times = [...motion.matchAll(/([\d.]+)%\{opacity:1;transform/g)].map(([, at]) => Number(at));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });

  it('draw a run without steps as what it is', () => {
    const svg = renderSequence(sequenceOf(happy.design, { flow: 'Nothing', steps: [] }), { theme: 'light', mode: 'export' });
    assert.match(svg, /Nothing happens in this flow/);
  });

  it('tell elements that the design does not have by the end of their id', () => {
    assert.deepEqual(sequenceOf(longNames.design, longNames.run).participants[0], {
      id: 'outside.Somebody',
      name: 'Somebody',
      kind: 'external',
      parking: false,
    });
  });
});

describe('a run as Mermaid', () => {
  const text = sequenceMermaid(sequenceOf(deliveredTwice.design, deliveredTwice.run));

  it('tells all of it', () => {
    assert.equal(
      text,
      `---
title: "OrderPlaced delivered twice"
---
sequenceDiagram
  autonumber
  actor p1 as Shopper
  participant p2 as Shop
  participant p3 as Orders
  participant p4 as Revenue
  participant p5 as Statistics
  participant p6 as Sales
  p1->>p2: place
  activate p2
  Note right of p2: puts Shipments, outbox
  p2-->>p1: done
  p2-)p3: OrderPlaced
  deactivate p2
  p3-)p4: OrderPlaced
  p4-)p5: OrderPlaced (1st delivery)
  activate p5
  p5->>p6: increments Sales ×1
  p5-->>p4: acknowledged
  deactivate p5
  rect rgb(255, 244, 236)
  p4-)p5: ⚡ Duplicate: OrderPlaced (2nd delivery)
  activate p5
  p5->>p6: increments Sales ×2 ❌
  p5-->>p4: acknowledged
  deactivate p5
  end
  Note over p1,p6: Effect once is broken: increments Sales took place twice for one OrderPlaced.
`,
    );
  });

  it('says nothing that Mermaid would take for its own', () => {
    const [first, ...rest] = chargedTwice.run.steps;
    const steps = [{ ...(first ?? never()), label: 'a; b #1\nend' }, ...rest];
    assert.match(
      sequenceMermaid(sequenceOf(chargedTwice.design, { ...chargedTwice.run, steps })),
      /p1-\)p2: a#59; b #35;1 end \(1st delivery\)/,
    );
  });
});

describe('a run as Markdown', () => {
  it('is a list of sentences with their places, and a picture', () => {
    const text = sequenceMarkdown(
      sequenceOf(deliveredTwice.design, deliveredTwice.run),
      ({ range }) => `idempotency.arch:${range.start.line + 1}`,
    );
    assert.match(text, /^## OrderPlaced delivered twice\n\nThe shortest run/);
    assert.match(text, /\n\*\*Effect once is broken:\*\* increments Sales took place twice for one OrderPlaced\.\n/);
    assert.match(
      text,
      /\n9\. ⚡ \*\*Duplicate\*\* Revenue delivers OrderPlaced a second time: it promises at least once\. \(`idempotency\.arch:14`\)\n/,
    );
    assert.match(text, /\n10\. \*\*Statistics to Sales: increments Sales\.\*\* \(/);
    assert.match(text, /\n```mermaid\n---\n[\s\S]*\n```\n$/);
  });

  it('keeps names as they are written', () => {
    const steps = deliveredTwice.run.steps.slice(0, 1).map((step) => ({ ...step, text: 'A_b *calls* `x_y` <z>.' }));
    assert.match(
      sequenceMarkdown(sequenceOf(deliveredTwice.design, { flow: 'f', steps }), () => undefined),
      /\n1\. A\\_b \\\*calls\\\* `x_y` \\<z\\>\.\n/,
    );
  });
});
