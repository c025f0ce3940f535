
// ---- Pen: what a canvas's pen can do, written as SVG, so that the file is the picture stroke for stroke ---------

class Pen {
  constructor(width, height) {
    this.svg = make("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, "font-family": fontFace });
    Object.assign(this, { d: "", dash: [], globalAlpha: 1, fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "", textAlign: "start", ruler: make("canvas").getContext("2d") });
    this.setTransform(1, 0, 0, 1, 0, 0);
  }
  save() {}
  restore() {}
  setTransform(...matrix) {
    this.group = make("g", { transform: `matrix(${matrix.map(short)})` });
    this.svg.append(this.group);
  }
  setLineDash(dash) { this.dash = dash; }
  beginPath() { this.d = ""; }
  closePath() { this.d += "Z"; }
  moveTo(x, y) { this.d += `M${short(x)} ${short(y)}`; }
  lineTo(x, y) { this.d += `L${short(x)} ${short(y)}`; }
  rect(x, y, w, h) { this.d += `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}Z`; }
  arc(x, y, r, from, to) {
    if (to - from > PI2 - 1e-6) { this.d += `M${short(x - r)} ${short(y)}a${short(r)} ${short(r)} 0 1 0 ${short(2 * r)} 0a${short(r)} ${short(r)} 0 1 0 ${short(-2 * r)} 0Z`; return; }
    const on = (turn) => `${short(x + r * Math.cos(turn))} ${short(y + r * Math.sin(turn))}`;
    this.d += `M${on(from)}A${short(r)} ${short(r)} 0 ${Number(to - from > Math.PI)} 1 ${on(to)}`;
  }
  put(tag, attributes, ...text) { this.group.append(make(tag, { ...attributes, opacity: this.globalAlpha < 1 ? this.globalAlpha : null }, ...text)); }
  fillRect(x, y, width, height) { this.put("rect", { x, y, width, height, fill: this.fillStyle }); }
  fill() { if (this.d) this.put("path", { d: this.d, fill: this.fillStyle }); }
  stroke() { if (this.d) this.put("path", { d: this.d, fill: "none", stroke: this.strokeStyle, "stroke-width": short(this.lineWidth), "stroke-dasharray": this.dash.length ? this.dash.map(short).join(" ") : null }); }
  measureText(text) { this.ruler.font = this.font; return this.ruler.measureText(text); }
  write(text, x, y, attributes) {
    const [, weight, size] = this.font.match(/^(\d+ )?([\d.]+)px/);
    this.put("text", { x: short(x), y: short(y), "font-size": size, "font-weight": weight ? weight.trim() : null, "dominant-baseline": "central", "text-anchor": this.textAlign === "center" ? "middle" : null, ...attributes }, text);
  }
  fillText(text, x, y) { this.write(text, x, y, { fill: this.fillStyle }); }
  strokeText(text, x, y) { this.write(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round" }); }
}

const short = (number) => String(Math.round(number * 1000) / 1000);
