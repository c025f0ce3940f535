
// ---- Export: picture and rows as files -------------------------------------------------------------------------

function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const exportCsv = () => download(`${tableState.kind}.csv`, new Blob([csvText()], { type: "text/csv;charset=utf-8" }));

function exportPng() {
  const from = byId("picture").querySelector("canvas");
  const to = make("canvas", { width: from.width, height: from.height });
  const c = to.getContext("2d");
  c.fillStyle = picture.colours.ground;
  c.fillRect(0, 0, to.width, to.height);
  c.drawImage(from, 0, 0);
  to.toBlob((blob) => download("graph.png", blob), "image/png");
}

/** All that is drawn, not only what is in sight, as a drawing that a word processor or a browser opens. */
function svgText() {
  const nodes = [...picture.drawn.values()].map((n) => ({ ...n, x: at(n.id).x, y: at(n.id).y }));
  if (!nodes.length) return "";
  const left = Math.min(...nodes.map((n) => n.x - n.size)) - 80, top = Math.min(...nodes.map((n) => n.y - n.size)) - 40;
  const width = Math.max(...nodes.map((n) => n.x + n.size)) + 80 - left, height = Math.max(...nodes.map((n) => n.y + n.size)) + 40 - top;
  const { ground, edge, ink, classes: colours, faint } = picture.colours;
  const svg = make("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}`, "font-family": fontFace });
  svg.append(make("rect", { x: left, y: top, width, height, fill: ground }));
  for (const line of picture.lines) svg.append(make("line", { x1: at(line.from).x, y1: at(line.from).y, x2: at(line.to).x, y2: at(line.to).y, stroke: edge, "stroke-opacity": 0.6, "stroke-dasharray": line.planned ? "5 5" : null }));
  for (const n of nodes) {
    const group = isGroup(n.id);
    const name = group ? nameOf(groupOf(n.id).members[0]) : nameOf(things[n.id]);
    const shape = group ? make("circle", { cx: n.x, cy: n.y, r: n.size, fill: ground, stroke: faint }) : shapeOf(n, colours);
    svg.append(shape, make("text", { x: n.x, y: group ? n.y : n.y + n.size + 13, "text-anchor": "middle", "font-size": group ? n.size / 4 : 12, fill: ink }, shorten(name, 24)));
  }
  return new XMLSerializer().serializeToString(svg);
}

function shapeOf(n, colours) {
  const slot = slotOf(things[n.id].top);
  const path = icon(things[n.id].top).querySelector("path");
  path.setAttribute("fill", colours[slot]);
  path.setAttribute("transform", `translate(${n.x} ${n.y}) scale(${n.size / 7}) translate(-10 -10)`);
  return path;
}

const exportSvg = () => download("graph.svg", new Blob([svgText()], { type: "image/svg+xml" }));

const EXPORTS = { png: exportPng, svg: exportSvg, csv: exportCsv, sparql: () => copy(sparqlShown()), print: () => window.print() };
