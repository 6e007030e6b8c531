"""What happens after events of other rooms."""
