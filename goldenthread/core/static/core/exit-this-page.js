// Leaving quickly: the link replaces this page, so that going back does not return here. Shift three times does the same.
// Without this file the link is an ordinary link.
(() => {
  const link = document.querySelector("[data-exit-this-page]");
  if (!link) return;
  const leave = () => {
    document.body.hidden = true;
    document.title = "Loading";
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      pressed = [];
      return;
    }
    const now = Date.now();
    pressed = [...pressed.filter((moment) => now - moment < 5000), now];
    if (pressed.length >= 3) leave();
  });
})();
