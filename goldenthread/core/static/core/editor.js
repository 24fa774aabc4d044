// What script adds to the writing of a section: a code goes in where the cursor stands, a fault shows its line.
// Without it, codes are copied by hand and “Preview” is a button.
const text = document.getElementById("id_text");

function putIn(code) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const isBlock = code.startsWith("{{");
  const before = isBlock && start > 0 && !value.slice(0, start).endsWith("\n\n") ? (value[start - 1] === "\n" ? "\n" : "\n\n") : "";
  const after = isBlock && value[end] !== "\n" ? "\n\n" : "";
  text.setRangeText(before + code + after, start, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}

function showLine(number) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[number - 1] || "").length);
  const height = parseFloat(getComputedStyle(text).lineHeight) || 24;
  text.scrollTop = Math.max(0, (number - 4) * height);
}

if (text) document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert], [data-line]");
  if (!button) return;
  if (button.dataset.insert) putIn(button.dataset.insert);
  else showLine(Number(button.dataset.line));
});
