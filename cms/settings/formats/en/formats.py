from cms.settings.formats.id.formats import *  # noqa: F403
