
// ---- Export: the picture, with a legend, and rows as files -----------------------------------------------------

function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const exportCsv = () => download(`${tableState.kind}.csv`, new Blob([csvText()], { type: "text/csv;charset=utf-8" }));

/** Paints what is in sight, as it is on the screen but at rest, and what the shapes mean. */
function paint(c, ratio) {
  const { scale, translation } = picture.network.body.view;
  const { clientWidth: width, clientHeight: height } = byId("picture");
  picture.moving = 0;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.fillStyle = picture.colours.ground;
  c.fillRect(0, 0, width, height);
  c.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * translation.x, ratio * translation.y);
  drawBelow(c);
  for (const [id, { size }] of picture.drawn) drawNode(c, id, at(id).x, at(id).y, size);
  drawLabels(c, ratio);
  drawLegend(c, ratio, height);
}

/** The classes of what is drawn, each with its shape. */
function drawLegend(c, ratio, height) {
  const drawn = current.things.map((t) => t.top);
  const shown = [...new Set(drawn)].sort((a, b) => slotOf(a) - slotOf(b));
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  setFont(c, "12");
  c.textAlign = "left";
  c.textBaseline = "middle";
  const names = shown.map((top) => (classes[top] || { words: ["", ""] }).words[language]);
  const rows = names.length * 20, wide = Math.max(...names.map((name) => widthOf(c, "12", name)), 0);
  c.globalAlpha = 0.9;
  c.fillStyle = picture.colours.paper;
  if (rows) c.fillRect(10, height - rows - 22, wide + 46, rows + 12);
  c.globalAlpha = 1;
  shown.forEach((top, i) => {
    const y = height - rows - 6 + i * 20;
    c.beginPath();
    SHAPES[slotOf(top)](c, 25, y, 6);
    c.fillStyle = picture.colours.classes[slotOf(top)];
    c.fill();
    c.fillStyle = picture.colours.ink;
    c.fillText(names[i], 40, y);
  });
}

const SHARP = 2; // pixels of the file for one of the screen, at least

function exportPng() {
  const ratio = Math.max(SHARP, picture.network.canvas.pixelRatio);
  const { clientWidth, clientHeight } = byId("picture");
  const canvas = make("canvas", { width: clientWidth * ratio, height: clientHeight * ratio });
  paint(canvas.getContext("2d"), ratio);
  canvas.toBlob((blob) => download("graph.png", blob), "image/png");
}

function drawing() {
  const { clientWidth, clientHeight } = byId("picture");
  const pen = new Pen(clientWidth, clientHeight);
  paint(pen, 1);
  return pen.svg;
}

const exportSvg = () => download("graph.svg", new Blob([new XMLSerializer().serializeToString(drawing())], { type: "image/svg+xml" }));

const EXPORTS = { png: exportPng, svg: exportSvg, csv: exportCsv, sparql: () => copy(sparqlShown()), print: () => window.print() };

/** On paper the picture is a drawing, sharp at any size, in the light colours. */
function beforePrint() {
  setTheme("light");
  picture.colours.ground = picture.colours.paper;
  if (state.view === "graph") byId("print").replaceChildren(drawing());
}

function afterPrint() {
  byId("print").replaceChildren();
  useTheme();
}
