"""Typed buttons by feature; bot.callbacks packs and unpacks them."""
