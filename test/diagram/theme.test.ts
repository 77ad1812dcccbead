/** Contrast of every text and every line against what lies behind it, in every theme. */
import assert from 'node:assert/strict';
import { type ColourToken, colours, contributedColours, type ElementToken, type ThemeName } from '../../diagram/theme.ts';

const themes: readonly ThemeName[] = ['light', 'dark', 'hc'];
const elements: readonly ElementToken[] = [
  'service',
  'orchestrator',
  'queue',
  'stream',
  'topic',
  'bus',
  'store',
  'entry',
  'external',
  'actor',
];

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: ColourToken, b: ColourToken, theme: ThemeName): number {
  const [dark = 0, light = 0] = [luminance(colours[a][theme]), luminance(colours[b][theme])].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

describe('the palettes', () => {
  for (const theme of themes) {
    const surfaces: readonly ColourToken[] = ['background', 'groupFill'];
    const fills = elements.map((element): ColourToken => `${element}Fill`);

    it(`${theme}: texts reach 4.5:1`, () => {
      const texts: readonly (readonly [ColourToken, readonly ColourToken[]])[] = [
        ['ink', [...surfaces, ...fills]],
        ['muted', [...surfaces, ...fills]],
        ['message', [...surfaces, 'faultFill']],
        ['access', ['background', 'faultFill']],
        ['ink', ['faultFill', 'errorFill', 'keptFill']],
        ['muted', ['faultFill', 'errorFill', 'keptFill']],
        ['faultText', [...surfaces, 'faultFill']],
        ['errorText', ['background', 'errorFill']],
        ['kept', ['background', 'keptFill']],
        ['onError', ['error']],
        ['onWarning', ['warning']],
        ['onHint', ['hint']],
      ];
      for (const [text, behind] of texts) {
        for (const surface of behind) {
          assert.ok(contrast(text, surface, theme) >= 4.5, `${text} on ${surface}: ${contrast(text, surface, theme).toFixed(2)}`);
        }
      }
    });

    it(`${theme}: outlines and lines reach 3:1`, () => {
      const lines: readonly ColourToken[] = [...elements, 'call', 'message', 'access', 'deadLetter', 'error', 'hint', 'fault'];
      for (const line of lines) {
        for (const surface of [...surfaces, 'faultFill'] as const) {
          assert.ok(contrast(line, surface, theme) >= 3, `${line} on ${surface}: ${contrast(line, surface, theme).toFixed(2)}`);
        }
      }
    });
  }

  it('are contributed to the editor, but for background and ink, which are its own', () => {
    const ids = contributedColours().map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort());
    assert.equal(ids.length, Object.keys(colours).length - 2);
    assert.ok(ids.includes('archlint.serviceFill') && !ids.includes('archlint.ink'));
  });
});
