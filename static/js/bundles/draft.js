/* What runs on a draft for everybody who reads it. An installation sends it as one file: cms/stores/staticfiles.py. */
import "../margin.js";
import "../filter.js";
import "../round.js";
import "../live.js";
