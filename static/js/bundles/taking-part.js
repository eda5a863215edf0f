/* What runs on a draft for those taking part. An installation sends it as one file: cms/stores/staticfiles.py. */
import "../margin.js";
import "../filter.js";
import "../presence.js";
import "../round.js";
import "../live.js";
import "../annotate.js";
