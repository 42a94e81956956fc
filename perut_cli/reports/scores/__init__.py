"""Reports of scores: progress, target, officials, indicators, trend, effect, agreement, quality."""
