"""Words by language, as data: one file per language under `languages/`, tables of names under `names/`."""
