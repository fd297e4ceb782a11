"""Turns an organisation's files into Markdown for the knowledge base; what is not safe is refused."""
