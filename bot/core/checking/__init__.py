"""What the check and a preview say about the pack and about an edit."""
