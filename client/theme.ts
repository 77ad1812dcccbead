/** The editor's colours. */
import * as vscode from 'vscode';
import type { DiagramTheme } from '../server/protocol.ts';

/** The palette that goes with the editor's colours. */
export function currentTheme(): DiagramTheme {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
    case vscode.ColorThemeKind.HighContrastLight:
      return 'light';
    case vscode.ColorThemeKind.Dark:
      return 'dark';
    case vscode.ColorThemeKind.HighContrast:
      return 'hc';
  }
}
