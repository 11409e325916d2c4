// Fills the browser's time zone into forms that ask for it; without it the server assumes UTC.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
for (const field of document.querySelectorAll('input[data-fill="timezone"]')) field.value = timeZone ?? "";
