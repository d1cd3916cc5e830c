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

// Completions of the word that is being typed and titles that have it, as the browser's own list: it can be used by
// keyboard and is read aloud without more of us.
if (box) {
  const list = document.createElement("datalist");
  list.id = "completions";
  box.after(list);
  box.setAttribute("list", list.id);
  let timer;
  let asked; // the request under way, which the next one ends

  const show = ({ completions = [], records = [] }) => {
    const offers = [...completions.map(({ query }) => query), ...records.map(({ title }) => title)];
    list.replaceChildren(...offers.map((offer) => {
      const option = document.createElement("option");
      option.value = offer;
      return option;
    }));
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const typed = box.value;
    if (!typed.trim()) return show({});
    try {
      const address = `/api/v1/suggest?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok && typed === box.value) show(await answer.json());
    } catch {
      // Without completions the box is what it was.
    }
  };

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    // A choice from the list is no typing.
    if (event.inputType === "insertReplacementText" || !event.inputType || event.isComposing) return;
    timer = setTimeout(ask, 100);
  });
  box.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 100);
  });
}
