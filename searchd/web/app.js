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
