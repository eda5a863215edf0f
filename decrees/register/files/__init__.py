"""The register as files to take away."""
