"""The national return in the workspace: year by year, from computing it to two signatures."""
