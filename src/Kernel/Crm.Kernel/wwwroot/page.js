// What every page has: dialogs, toasts, menus, the palette, keys, tables.
import { startToasts } from './toasts.js';
import { startConfirm } from './confirm.js';
import { startMenus } from './menus.js';
import { startPalette } from './palette.js';
import { startTables } from './tables.js';
import { startCells } from './cells.js';
import { startChoices } from './choices.js';
import { startModules } from './modules.js';
import { startKeys } from './keys.js';
import { startForms } from './forms.js';

// Scripts' requests carry the anti-forgery token as forms do.
document.addEventListener('htmx:configRequest', event => {
  const token = document.querySelector('meta[name=request-token]')?.content;
  if (token && event.detail.verb !== 'get') event.detail.headers.RequestVerificationToken = token;
});

startToasts();
startConfirm();
startMenus();
startPalette();
startTables();
startCells();
startChoices();
startModules();
startKeys();
startForms();
