// A text as a search compares it: without accents, in lower case.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
