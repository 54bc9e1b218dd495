"""Chinese articles to claims; `reading` is the way in, language as data lies in `lexicon/zh_*.toml`."""
