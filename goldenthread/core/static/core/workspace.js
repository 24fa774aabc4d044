// What script adds to the workspace. Every page works without it.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, Tabs, createAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, Tabs]) createAll(part);

// A form that was changed and not sent asks before its page is left.
let changed = false;
document.addEventListener("input", (event) => { if (event.target.closest("form[data-keeps]")) changed = true; });
document.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

// A choice in a filter acts at once; without script there is a button.
document.addEventListener("change", (event) => { if (event.target.closest("[data-acts-at-once]")) event.target.form.requestSubmit(); });

document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
