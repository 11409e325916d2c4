// What every page has. All of it can arrive late: links and forms work before.

import * as dialog from "./dialog.js";
import * as guarded from "./guarded.js";
import * as keyboard from "./keyboard.js";
import * as menu from "./menu.js";
import * as stream from "./stream.js";
import * as time from "./time.js";
import * as unread from "./unread.js";
import { forgetWriting } from "./storage.js";

for (const part of [dialog, menu, keyboard, time, guarded, unread, stream]) part.start();

for (const form of document.querySelectorAll("form[data-forgets]")) form.addEventListener("submit", forgetWriting);
