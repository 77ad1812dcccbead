/** The toolbar's drawings: lines of 1.3 on a field of 16 by 16. */

export type IconName =
  | 'pin'
  | 'search'
  | 'fit'
  | 'export'
  | 'filter'
  | 'legend'
  | 'help'
  | 'down'
  | 'up'
  | 'close'
  | 'zoom-in'
  | 'zoom-out'
  | 'focus'
  | 'play'
  | 'pause'
  | 'step-back'
  | 'step-ahead';

/** The lines of each icon. */
export const icons: Readonly<Record<IconName, readonly string[]>> = {
  pin: ['M5.5 2.5h5l-.7 4.2 2.2 2.3H4l2.2-2.3z', 'M8 9v5'],
  search: ['M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z', 'M10.3 10.3 14 14'],
  fit: ['M2.5 6V2.5H6', 'M10 2.5h3.5V6', 'M13.5 10v3.5H10', 'M6 13.5H2.5V10'],
  export: ['M8.5 2.5h5v5', 'M13.5 2.5 7.5 8.5', 'M6.5 3.5h-4v10h10v-4'],
  filter: ['M2 3.5h12', 'M4.5 8h7', 'M6.5 12.5h3'],
  legend: ['M2.5 4h3.5', 'M8.5 4h5', 'M2.5 8h3.5', 'M8.5 8h5', 'M2.5 12h3.5', 'M8.5 12h5'],
  help: ['M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7z', 'M6.1 6.2a1.95 1.95 0 1 1 2.6 2c-.5.2-.7.5-.7 1.1', 'M8 11.4v.1'],
  down: ['M4 6l4 4 4-4'],
  up: ['M4 10l4-4 4 4'],
  close: ['M3.5 3.5l9 9', 'M12.5 3.5l-9 9'],
  'zoom-in': ['M8 3v10', 'M3 8h10'],
  'zoom-out': ['M3 8h10'],
  focus: ['M8 5.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z', 'M8 1.5v2', 'M8 12.5v2', 'M1.5 8h2', 'M12.5 8h2'],
  play: ['M5 3.2v9.6l7.6-4.8z'],
  pause: ['M5.2 3.5v9', 'M10.8 3.5v9'],
  'step-back': ['M12 3.5v9L5.5 8z', 'M4 3.5v9'],
  'step-ahead': ['M4 3.5v9L10.5 8z', 'M12 3.5v9'],
};
