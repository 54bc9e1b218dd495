"""Slack: slack-bolt client and Block Kit renderer."""
