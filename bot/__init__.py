"""How people talk to Sela: Telegram in, Telegram out, words, the command line and the wiring."""
