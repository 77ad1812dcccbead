/** The handbook's page of technologies. */
import assert from 'node:assert/strict';
import type { Technology } from '../../language/model/design.ts';
import { technologiesPage } from '../../scripts/generate/technologies-page.ts';

const KAFKA = `/*
 * Apache Kafka and its kin. More about the file.
 */

/** A log. */
technology kafka "Kafka" is stream {
  retention 7d
}

technology kafka.streams "Kafka Streams" is service {
}
`;
const VENDOR = '/* A vendor. */\ntechnology a.queue "Queue" is queue {\n}\n';
const TEXTS: Readonly<Record<string, string>> = { 'builtin:/kafka.arch': KAFKA, 'builtin:/a.arch': VENDOR };

const PAGE = technologiesPage(
  [
    technology('builtin:/kafka.arch', 'kafka.streams'),
    technology('builtin:/kafka.arch', 'kafka', 'A log.'),
    technology('builtin:/a.arch', 'a.queue'),
  ],
  (uri) => TEXTS[uri] ?? '',
);

describe('the page of technologies', () => {
  it('has a section a file, headed by the first sentence of its comment', () => {
    assert.deepEqual(PAGE.match(/^## .*$/gm), ['## A vendor', '## Apache Kafka and its kin']);
  });

  it('lists technologies in the order of the text', () => {
    assert.deepEqual(PAGE.match(/^### .*$/gm), ['### a.queue', '### kafka', '### kafka.streams']);
  });

  it('links to each from the top of its section', () => {
    assert.match(PAGE, /^\[Kafka\]\(#kafka\) · \[Kafka Streams\]\(#kafkastreams\)$/m);
  });

  it('shows the description and the declaration as it is written', () => {
    assert.ok(PAGE.includes('### kafka\n\nA log.\n\n```arch\ntechnology kafka "Kafka" is stream {\n  retention 7d\n}\n```'));
  });

  it('shows a technology without a description too', () => {
    assert.ok(PAGE.includes('### kafka.streams\n\n```arch\n'));
  });
});

function technology(uri: string, name: string, description?: string): Technology {
  const text = TEXTS[uri] ?? '';
  const offset = text.indexOf(`technology ${name} `);
  const end = text.indexOf('\n}', offset) + 2;
  const position = { line: 0, character: 0 };
  const source = { uri, offset, end, range: { start: position, end: position } };
  const label = /"(.*)"/.exec(text.slice(offset))?.[1] ?? name;
  return { name, label, kinds: [], ancestors: [], description, builtIn: true, facts: {}, limits: {}, syntax: { source, head: source } };
}
