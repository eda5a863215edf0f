/* What runs on a draft for everybody who reads it. An installation sends it as one file: cms/staticfiles.py. */
import "../margin.js";
import "../filter.js";
import "../round.js";
import "../live.js";
