// Buttons that save what is shown now.
{
  const MOST = 40e6; // pixels of a picture
  const LONGEST = 16000; // pixels of its longer side: what browsers can draw
  const text = (root) => new XMLSerializer().serializeToString(root);
  const xml = (root) => `<?xml version="1.0" encoding="UTF-8"?>\n${text(root)}\n`;

  async function png(shown) {
    const root = svgOf(shown);
    const [wide, high] = ["width", "height"].map((name) => Number(root.getAttribute(name)));
    const scale = Math.min(2, Math.sqrt(MOST / (wide * high)), LONGEST / Math.max(wide, high));
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(text(root))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(wide * scale), Math.round(high * scale)];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
  }

  const FORMATS = {
    PNG: png,
    SVG: (shown) => new Blob([xml(svgOf(shown))], { type: "image/svg+xml" }),
    CSV: (shown) => csvOf(claimRows(shown)),
    GEXF: (shown) => new Blob([xml(gexfOf(shown))], { type: "application/xml" }),
  };

  // "Who says what: Vostania" → "who-says-what-vostania", in any script.
  const parts = (heading) => heading.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? ["map"];
  const fileName = (heading) => [...parts(heading).join("-")].slice(0, 60).join("");

  const saving = byId("exports");
  const told = element("span");
  told.setAttribute("role", "status");
  for (const [format, make] of Object.entries(FORMATS)) {
    const made = button(format, async () => {
      told.textContent = "";
      const shown = shownNow();
      try {
        const blob = await make(shown);
        if (!blob) throw new DOMException("no picture", "EncodingError");
        saveAs(`${fileName(shown.heading)}.${format.toLowerCase()}`, blob);
      } catch (failed) {
        if (!(failed instanceof DOMException)) throw failed;
        told.textContent = `This browser could not make the ${format} (${failed.message}).`;
      }
    });
    made.title = `Save what is shown as ${format}`;
    saving.append(made);
  }
  saving.append(told);
}
