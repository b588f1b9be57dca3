"""Papers a person can take away: notices, the log, the brief. Pure: data in; text, CSV and PDF bytes out."""
