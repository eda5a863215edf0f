/* What runs on the notes of a meeting. An installation sends it as one file: cms/stores/staticfiles.py. */
import "../notes.js";
import "../tables.js";
import "../pasted.js";
import "../live.js";
