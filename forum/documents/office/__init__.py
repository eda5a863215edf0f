"""Word and LibreOffice files, finished after pandoc."""
