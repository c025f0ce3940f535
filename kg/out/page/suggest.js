
// ---- Search boxes: suggestions that arrow keys walk through -----------------------------------------------------

function suggest(input, list, choose) {
  let found = [], at = 0;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const point = (i) => {
    at = i;
    [...list.children].forEach((e, j) => e.setAttribute("aria-selected", String(j === i)));
    if (found.length) { input.setAttribute("aria-activedescendant", `${list.id}-${i}`); list.children[i].scrollIntoView({ block: "nearest" }); }
  };
  const take = (i) => { const hit = found[i]; close(); if (hit) choose(hit.thing); };
  input.addEventListener("input", () => {
    found = search(input.value);
    input.dataset.thing = "";
    list.replaceChildren(...found.map(({ thing, text, near }, i) => make("li", { role: "option", id: `${list.id}-${i}`, "aria-selected": "false", onmousedown: (e) => { e.preventDefault(); take(i); } },
      icon(thing.top), make("span", {}, near ? "≈ " : "", nameOf(thing)), text !== nameOf(thing) ? make("small", {}, text) : "", make("small", {}, classWords(thing)))));
    if (input.value.trim() && !found.length) list.append(make("li", { role: "option", "aria-disabled": "true" }, say("noHits")));
    if (found.length && found[0].near) announce(say("nearly"));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(0);
  });
  input.addEventListener("keydown", (e) => {
    if (e.isComposing) return; // Enter that ends an input method's word is not ours
    if (e.key === "ArrowDown" && found.length) { point((at + 1) % found.length); e.preventDefault(); }
    else if (e.key === "ArrowUp" && found.length) { point((at - 1 + found.length) % found.length); e.preventDefault(); }
    else if (e.key === "Enter") { if (!list.hidden) take(at); e.preventDefault(); }
    else if (e.key === "Escape") { if (!list.hidden) { close(); e.stopPropagation(); } else input.blur(); }
  });
  input.addEventListener("blur", close);
}

