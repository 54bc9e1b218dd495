"""Which addresses news text may lead us to."""
