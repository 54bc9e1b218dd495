"""English articles to claims; `reading` is the way in, language as data lies in `lexicon/en_*.toml`."""
