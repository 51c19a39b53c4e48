"""The police's open events API as a news feed: never a map layer, never a statistic."""
