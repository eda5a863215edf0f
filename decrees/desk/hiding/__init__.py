"""Words that go out of sight, and those of citizens that are looked at before anybody reads them: the same rules."""
