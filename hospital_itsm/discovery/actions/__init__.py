"""Receiving inventories of agents, and taking over what a person ticked."""
