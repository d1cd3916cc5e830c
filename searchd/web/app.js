// Comforts only: every page works without this file.
"use strict";

const box = document.getElementById("q");

// "/" goes to the search box, as in many search pages.
document.addEventListener("keydown", (event) => {
  const typing = /^(input|textarea|select)$/i.test(event.target.tagName);
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// Choosing another side searches at once when there is something to search for.
for (const choice of document.querySelectorAll(".page-results .search input[name=side]")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}
