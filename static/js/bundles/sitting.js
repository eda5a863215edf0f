/* What runs in the room of a meeting. An installation sends it as one file: cms/stores/staticfiles.py. */
import "../sitting.js";
import "../live.js";
