/** Line marks of technologies, one a class of product, 14 px square. Drawn for Archlint: no vendor's icons. */
import { type Pen, tag } from './write.ts';

interface Mark {
  /** Stroked paths. */
  readonly lines: string;
  /** Filled dots: x, y, radius. */
  readonly dots?: readonly (readonly [number, number, number])[];
}

const marks: Readonly<Record<string, Mark>> = {
  function: { lines: 'M3.2 2.4h1.5c.7 0 1 .3 1.3 1l4 8.3h1.3M7 5.9 3.2 11.7' },
  container: { lines: 'M7 1.6 12 4.3v5.4L7 12.4 2 9.7V4.3ZM2 4.3 7 7l5-2.7M7 7v5.4' },
  cluster: { lines: 'M7 1.4 11.4 3.6 12.5 8.3 9.4 12.2H4.6L1.5 8.3 2.6 3.6Z', dots: [[7, 7, 1.7]] },
  vm: { lines: 'M1.8 2.6h10.4v6.8H1.8zM7 9.4v2.4M4.4 11.8h5.2' },
  batch: { lines: 'M2 2h4.2v4.2H2zM7.8 2H12v4.2H7.8zM2 7.8h4.2V12H2zM7.8 7.8H12V12H7.8z' },
  queue: { lines: 'M1.6 3.5h10.8v7H1.6zM4.3 5.3v3.4M7 5.3v3.4M9.7 5.3v3.4' },
  fifo: { lines: 'M1.6 2h10.8v5.6H1.6zM4.3 3.6v2.4M7 3.6v2.4M9.7 3.6v2.4M2 11h9.4M9.3 9.2l2.1 1.8-2.1 1.8' },
  topic: { lines: 'M5.4 5.8 11.4 2.4M5.8 7h6M5.4 8.2l6 3.4', dots: [[3, 7, 1.7]] },
  bus: { lines: 'M1.8 4h3.4l3.4 6h3.6M8.6 4h3.6M1.8 10h3', dots: [[7, 7, 1.2]] },
  stream: { lines: 'M1.6 4.2h10.8v5.6H1.6zM5.2 4.2v5.6M8.8 4.2v5.6' },
  log: { lines: 'M2 3h10M2 7h10M2 11h6.4', dots: [[11.2, 11, 1.1]] },
  table: { lines: 'M2 2.5h10v9H2zM2 5.5h10M2 8.5h10M5.6 2.5v9' },
  database: {
    lines: 'M2.4 3.6c0-2.6 9.2-2.6 9.2 0v6.8c0 2.6-9.2 2.6-9.2 0zM2.4 3.6c0 2.4 9.2 2.4 9.2 0M2.4 7c0 2.4 9.2 2.4 9.2 0',
  },
  document: { lines: 'M3 1.8h5.2L11 4.6v7.6H3zM8 1.8v3h3M5 7.4h4M5 9.8h4' },
  cache: {
    lines: 'M3.6 3.6h6.8v6.8H3.6zM5.4 1.4v2M8.6 1.4v2M5.4 10.6v2M8.6 10.6v2M1.4 5.4h2M1.4 8.6h2M10.6 5.4h2M10.6 8.6h2',
  },
  bucket: { lines: 'M2 3.2h10l-1.3 8.6H3.3zM2 3.2c0-1.6 10-1.6 10 0' },
  search: { lines: 'M6 2.2a3.9 3.9 0 1 0 .01 0M8.9 8.9l3.2 3.2' },
  graph: {
    lines: 'M3 3.2 11 5 6 11Z',
    dots: [
      [3, 3.2, 1.5],
      [11, 5, 1.5],
      [6, 11, 1.5],
    ],
  },
  workflow: { lines: 'M1.8 2h4v3h-4zM8.2 9h4v3h-4zM3.8 5v5.5h4.4M5.8 3.5h4.4V9' },
  api: { lines: 'M4.6 3.6 1.8 7l2.8 3.4M9.4 3.6 12.2 7 9.4 10.4M8 2.6 6 11.4' },
  balancer: {
    lines: 'M1.4 5.6h2.8v2.8H1.4zM9.8 1.4h2.8v2.8H9.8zM9.8 5.6h2.8v2.8H9.8zM9.8 9.8h2.8v2.8H9.8zM4.2 7h5.6M7 2.8v8.4M7 2.8h2.8M7 11.2h2.8',
  },
  cdn: { lines: 'M7 1.6a5.4 5.4 0 1 0 .01 0M1.6 7h10.8M7 1.6c3.2 3 3.2 7.8 0 10.8M7 1.6c-3.2 3-3.2 7.8 0 10.8' },
  mail: { lines: 'M1.6 3.2h10.8v7.6H1.6zM1.6 3.6 7 7.8l5.4-4.2' },
  socket: { lines: 'M2 4.8h8.6M8.4 2.6l2.2 2.2-2.2 2.2M12 9.4H3.4M5.6 7.2 3.4 9.4l2.2 2.2' },
  device: { lines: 'M4 1.6h6v10.8H4zM6.2 10.4h1.6' },
};

/** Stands for classes of product that have no mark of their own. */
const other: Mark = { lines: 'M2.4 2.4h9.2v9.2H2.4z', dots: [[7, 7, 1.4]] };

/** @returns a mark with its top left corner at a place, muted. */
export function markAt(name: string, x: number, y: number, pen: Pen, scale = 1): string {
  const mark = marks[name] ?? other;
  const colour = pen.paint('muted');
  const dots = (mark.dots ?? []).map(([cx, cy, r]) => tag('circle', { cx, cy, r, fill: colour })).join('');
  const lines = tag('path', {
    d: mark.lines,
    fill: 'none',
    stroke: colour,
    'stroke-width': 1.3,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
  const size = scale === 1 ? '' : ` scale(${scale})`;
  return `<g transform="translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})${size}">${lines}${dots}</g>`;
}

/** The envelope of a message, in a message's colour. */
export function envelopeAt(x: number, y: number, { paint }: Pen): string {
  return tag('path', {
    d: marks.mail?.lines,
    transform: `translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}) scale(0.92)`,
    fill: 'none',
    stroke: paint('message'),
    'stroke-width': 1.3,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
}
